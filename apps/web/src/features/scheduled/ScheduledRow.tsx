import { doorOf, isThreadId } from '@confab/protocol/threads';
import { plainText } from '@confab/text';
import { BellOff, Pencil, SendHorizontal, Trash2 } from 'lucide-react';
import { exactTime } from '../../lib/dates.ts';
import { refusalText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import { useChatTitles } from '../../session/client.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { comingTime } from '../when/index.ts';
import type { ScheduledMessage } from './use-scheduled.ts';

/** Long messages are cut: the row shows a few lines. */
const shownCharacters = 600;

type ScheduledRowProps = {
  message: ScheduledMessage;
  now: Date;
  namesChat: boolean;
  onChange: () => void;
  onSend: () => void;
  onDelete: () => void;
};

export function ScheduledRow({ message, now, namesChat, onChange, onSend, onDelete }: ScheduledRowProps) {
  const { id, content, at, refused, parts } = message;
  return (
    <li data-scheduled={id} className="rounded-md px-2.5 py-2 focus-within:bg-tint/60 hover:bg-tint/60">
      <div className="flex items-center gap-2 text-sm">
        {/* It wraps in itself: what can be done stays beside it. */}
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2">
          {namesChat && <Place chatId={message.chatId} />}
          {refused === undefined ? (
            <time dateTime={at} title={exactTime(at)} className="tabular text-accent-text">
              {comingTime(at, now)}
            </time>
          ) : (
            <span className="font-medium text-danger">{t`Not sent`}</span>
          )}
          {parts?.silent && <BellOff className="size-3.5 text-muted" strokeWidth={1.8} aria-label={t`Silently`} />}
        </div>
        <span className="flex shrink-0">
          <IconButton size="s" icon={Pencil} label={t`Change`} onClick={onChange} />
          <IconButton
            size="s"
            icon={SendHorizontal}
            label={refused === undefined ? t`Send now` : t`Try again`}
            onClick={onSend}
          />
          <IconButton size="s" icon={Trash2} label={t`Delete`} onClick={onDelete} />
        </span>
      </div>
      <p className="as-written line-clamp-3 wrap-anywhere">{plainText(content, { max: shownCharacters })}</p>
      {refused !== undefined && <p className="mt-0.5 text-sm text-danger">{reasonText(refused)}</p>}
    </li>
  );
}

function Place({ chatId }: { chatId: string }) {
  const [title = ''] = useChatTitles([doorOf(chatId)]);
  if (title === '') return <span className="text-muted italic">{t`A chat you’re not in`}</span>;
  return (
    <>
      <bdi className="min-w-0 truncate font-semibold">{title}</bdi>
      {isThreadId(chatId) && <span className="text-muted">{t`in a thread`}</span>}
    </>
  );
}

function reasonText({ code, detail }: { code: string; detail: string }): string {
  if (code === 'not-found') return t`You were no longer in the chat when it was due.`;
  if (code === 'forbidden') return t`You weren’t allowed to write there when it was due.`;
  if (code === 'client-id-reused') return t`It had already been sent with its earlier text. The new text wasn’t sent.`;
  return refusalText({ code, detail });
}
