import { messageWords } from '../../lib/message-words.ts';
import { chatTitle } from '@confab/client';
import type { ActivityEntry, Message } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import type { ReactNode } from 'react';
import { messagePath } from '../../lib/addresses.ts';
import { exactTime, listTime } from '../../lib/dates.ts';
import { rich } from '../../lib/rich.tsx';
import { Link } from '../../lib/router/index.ts';
import { t } from '../../lib/words.ts';
import { nameOf, useClientState } from '../../session/client.ts';
import { useMessageAt } from '../../session/use-message-at.ts';
import { Avatar } from '../../ui/Avatar.tsx';

/** Long messages are cut: the row shows two lines. */
const shownCharacters = 400;

/** Nothing where the message is not there any more, or its chat is not mine. */
export function ActivityRow({ entry, now }: { entry: ActivityEntry; now: Date }) {
  const { chatId, seq, userId, at } = entry;
  const message = useMessageAt(chatId, seq);
  const isMine = useClientState(({ chats, chatsLoaded }) => !chatsLoaded || chats.has(doorOf(chatId)));
  const name = useClientState((state) => nameOf(state.users, userId));
  if (!isMine || message === null || (message && message.deletedAt !== null)) return null;
  return (
    <li className="rounded-md focus-within:bg-tint/60 hover:bg-tint/60">
      <Link
        to={messagePath(chatId, seq)}
        className="flex min-w-0 items-start gap-3 rounded-md px-2.5 py-2.5 -outline-offset-2"
      >
        <Avatar id={userId} name={name} size="s" on="bg" />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2 text-sm">
            <span className="line-clamp-2 min-w-0 flex-1 text-muted">
              <What entry={entry} name={name} message={message ?? null} />
            </span>
            <time dateTime={at} title={exactTime(at)} className="tabular shrink-0 text-2xs text-faint">
              {listTime(at, now)}
            </time>
          </span>
          <span className="as-written mt-0.5 line-clamp-2 wrap-anywhere">
            {message ? messageWords(message, shownCharacters) : '…'}
          </span>
        </span>
      </Link>
    </li>
  );
}

function What({ entry, name, message }: { entry: ActivityEntry; name: string; message: Message | null }): ReactNode {
  const title = useClientState((state) => {
    const chat = state.chats.get(doorOf(entry.chatId));
    return chat ? chatTitle(state, chat) : '';
  });
  const isDirect = useClientState((state) => state.chats.get(doorOf(entry.chatId))?.kind === 'direct');
  const person = <bdi className="font-semibold text-text">{name}</bdi>;
  const chat = <bdi>{title}</bdi>;
  switch (entry.kind) {
    case 'mention':
      if (isDirect) return rich(t`<person/> mentioned you`, { person });
      return message?.mentions?.all === undefined
        ? rich(t`<person/> mentioned you in <chat/>`, { person, chat })
        : rich(t`<person/> mentioned everyone in <chat/>`, { person, chat });
    case 'reply':
      return isDirect
        ? rich(t`<person/> replied to you`, { person })
        : rich(t`<person/> replied to you in <chat/>`, { person, chat });
    case 'reaction': {
      const emoji = emojiOf(message, entry.userId);
      return isDirect
        ? rich(t`<person/> reacted ${emoji}`, { person })
        : rich(t`<person/> reacted ${emoji} in <chat/>`, { person, chat });
    }
    case 'thread':
      return rich(t`<person/> replied in a thread you follow`, { person });
  }
}

function emojiOf(message: Message | null, userId: string): string {
  const given = message?.reactions.filter(({ userIds }) => userIds.includes(userId)) ?? [];
  return given.map(({ emoji }) => emoji).join(' ');
}
