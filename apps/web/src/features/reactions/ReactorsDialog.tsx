import type { Message, Reaction } from '@confab/protocol';
import { mergeReactions } from '@confab/protocol/reactions';
import { useEffect, useRef } from 'react';
import { exactTime } from '../../lib/dates.ts';
import { doneTime } from '../../lib/zoned-dates.ts';
import { useNow } from '../../lib/use-now.ts';
import { plural, t } from '../../lib/words.ts';
import type { ActionDialogProps } from '../../registry/message-action.ts';
import { useClient, useMyId, useNames } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmojiSign } from '../emoji/index.ts';

/** Of one emoji, so that a crowd does not hold the page up. */
const peopleShown = 200;

/** Who chose what, all of them: the tip of an emoji has room for a few. */
export function ReactorsDialog({ message, finalFocus, onClose }: ActionDialogProps) {
  const list = useRef<HTMLDivElement>(null);
  useProfiles(message);
  return (
    <Dialog title={t`Reactions`} onClose={onClose} finalFocus={finalFocus} initialFocus={list}>
      <div ref={list} tabIndex={-1} className="grid max-h-list gap-4 overflow-y-auto outline-none">
        {mergeReactions(message.reactions).map((reaction) => (
          <Reactors key={reaction.emoji} reaction={reaction} sentAt={message.createdAt} />
        ))}
      </div>
    </Dialog>
  );
}

function Reactors({ reaction: { emoji, userIds, after }, sentAt }: { reaction: Reaction; sentAt: string }) {
  const now = useNow();
  const myId = useMyId();
  const shown = userIds.slice(0, peopleShown);
  const names = useNames(shown);
  const rest = userIds.length - shown.length;
  return (
    <section>
      <h3 className="tabular mb-1 flex items-center gap-2 text-sm text-muted">
        <span className="text-lg">
          <EmojiSign sign={emoji} />
        </span>
        {t`${plural(userIds.length, { one: '# person', other: '# people' })}`}
      </h3>
      <ul>
        {shown.map((userId, index) => (
          <li key={userId} className="flex min-h-9 items-center gap-2.5">
            <Avatar id={userId} name={names[index] ?? ''} size="xs" />
            <bdi className="min-w-0 flex-1 truncate">{userId === myId ? t`You` : names[index]}</bdi>
            <ReactedAt at={timeAfter(sentAt, after?.[index])} now={now} />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <p className="text-sm text-muted">{t`${plural(rest, { one: 'and # more', other: 'and # more' })}`}</p>
      )}
    </section>
  );
}

function ReactedAt({ at, now }: { at: string | null; now: Date }) {
  if (at === null) return null;
  return (
    <time dateTime={at} title={exactTime(at)} className="tabular shrink-0 text-2xs text-muted">
      {doneTime(at, now)}
    </time>
  );
}

/** Not known of who reacted before it was kept. */
function timeAfter(sentAt: string, seconds: number | null | undefined): string | null {
  return seconds === null || seconds === undefined
    ? null
    : new Date(Date.parse(sentAt) + seconds * 1_000).toISOString();
}

/** Whoever left the chat is not among the people that it names. */
function useProfiles({ reactions }: Message): void {
  const client = useClient();
  useEffect(() => {
    const userIds = reactions.flatMap((reaction) => reaction.userIds.slice(0, peopleShown));
    client.loadUsers(userIds).catch(() => undefined);
  }, [client, reactions]);
}
