import type { ClientState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { Check, CheckCheck } from 'lucide-react';
import { useCallback } from 'react';
import { listText } from '../../lib/list-text.ts';
import { t } from '../../lib/words.ts';
import { myIdIn, useClientState, useNames } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { type Mark, marksOf } from './marks.ts';

const facesMax = 5;
/** What a tooltip has room for. */
const namesMax = 20;

/** On the line between two messages, where nothing is written: it comes and goes without moving anything. */
const place = 'absolute end-5.5 max-wide:end-3.5 -bottom-2 z-1 flex h-4 items-center';

/** Who has read up to this message, or what has become of it. */
export function ReceiptMark({ message: { chatId, seq, deletedAt } }: { message: Message }) {
  const mark = useClientState(
    useCallback(
      (state: ClientState) => {
        const chat = state.chats.get(chatId);
        return chat && marksOf(chat, myIdIn(state)).get(seq);
      },
      [chatId, seq],
    ),
  );
  if (!mark) return null;
  return 'state' in mark ? (
    <StateMark state={mark.state} />
  ) : (
    <Faces readerIds={mark.readerIds} canAsk={deletedAt === null} />
  );
}

function StateMark({ state }: { state: Extract<Mark, { state: string }>['state'] }) {
  const words = { sent: t`Sent`, delivered: t`Delivered`, read: t`Read` }[state];
  const Icon = state === 'sent' ? Check : CheckCheck;
  return (
    <span
      role="img"
      aria-label={words}
      data-tooltip={words}
      data-receipt={state}
      className={classNames(
        place,
        'rounded-full px-1',
        state === 'read' ? 'bg-accent-soft text-accent-text' : 'bg-bg text-faint',
      )}
    >
      <Icon className="size-3.5" strokeWidth={2} aria-hidden="true" />
    </span>
  );
}

/** Their names are in a tip for who points or comes by keyboard, and behind it, all of them, in what it opens (`readers` in late.ts). */
function Faces({ readerIds, canAsk }: { readerIds: readonly string[]; canAsk: boolean }) {
  const names = useNames(readerIds.slice(0, namesMax));
  const more = readerIds.length - facesMax;
  const words = t`Read by ${listText(names, readerIds.length - names.length)}`;
  const faces = (
    <>
      {readerIds.slice(0, facesMax).map((id, index) => (
        <Avatar key={id} id={id} name={names[index] ?? ''} size="face" />
      ))}
      {more > 0 && (
        <span className="tabular rounded-full bg-bg px-1 text-3xs font-medium text-muted" aria-hidden="true">
          +{more}
        </span>
      )}
    </>
  );
  const look = { 'aria-label': words, 'data-tooltip': words, 'data-receipt': 'faces' };
  const className = classNames(place, 'gap-0.5 rounded-full');
  return canAsk ? (
    // A finger holds the message instead: this is too small for it.
    <button
      type="button"
      data-action="readers"
      {...look}
      className={classNames(className, 'pointer-coarse:pointer-events-none')}
    >
      {faces}
    </button>
  ) : (
    <span role="img" {...look} className={className}>
      {faces}
    </span>
  );
}
