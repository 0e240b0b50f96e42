import type { Message } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { chatTitle } from '@confab/client';
import type { ReactNode } from 'react';
import { Link } from '../../lib/router/index.ts';
import { messagePath } from '../../lib/addresses.ts';
import { exactTime, listTime } from '../../lib/dates.ts';
import { messageWords } from '../../lib/message-words.ts';
import { rich } from '../../lib/rich.tsx';
import { t } from '../../lib/words.ts';
import { nameOf, useClientState } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Where } from './Where.tsx';
import { type KeptMessage, type KeptPlace, useKeptMessage } from './use-kept-message.ts';

/** Long messages are cut: the row shows a few lines. */
const shownCharacters = 600;

type KeptLineProps = { place: KeptPlace; now: Date };

/** A message of which only the place is kept: as it says now, with a way there; or why it says nothing. */
export function KeptLine({ place, now }: KeptLineProps) {
  const message = useKeptMessage(place);
  if (typeof message === 'object' && message.deletedAt === null) return <Shown message={message} now={now} />;
  return (
    <p className="min-w-0 flex-1 px-2.5 py-3.5 text-faint italic">
      <Unshown message={message} />
    </p>
  );
}

function Shown({ message, now }: { message: Message; now: Date }) {
  const { senderId, chatId, seq, createdAt } = message;
  const sender = useClientState((state) => nameOf(state.users, senderId));
  return (
    <Link
      to={messagePath(chatId, seq)}
      className="flex min-w-0 flex-1 items-start gap-3 rounded-md px-2.5 py-2.5 -outline-offset-2"
    >
      <Avatar id={senderId} name={sender} size="s" on="bg" />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2 text-sm">
          <bdi className="max-w-1/2 shrink-0 truncate font-semibold">{sender}</bdi>
          <span className="min-w-0 flex-1 truncate text-muted">
            <Where chatId={chatId} senderId={senderId} />
          </span>
          <time dateTime={createdAt} title={exactTime(createdAt)} className="tabular shrink-0 text-2xs text-faint">
            {listTime(createdAt, now)}
          </time>
        </span>
        <span className="as-written mt-0.5 line-clamp-3 wrap-anywhere">{messageWords(message, shownCharacters)}</span>
      </span>
    </Link>
  );
}

/** Why it says nothing. Of a chat that is not mine not even its name is told. */
function Unshown({ message }: { message: KeptMessage }): ReactNode {
  const isLive = useClientState((state) => state.connection.status === 'live');
  if (message === 'waiting') return isLive ? '…' : t`You can read it when you’re back online.`;
  if (message === 'left') return t`You’re no longer in this chat, so the message can’t be shown.`;
  if (message === 'gone') return t`This message no longer exists.`;
  return <Deleted chatId={message.chatId} />;
}

function Deleted({ chatId }: { chatId: string }) {
  const title = useTitle(chatId);
  return rich(t`A deleted message in <chat/>.`, { chat: <bdi>{title}</bdi> });
}

function useTitle(chatId: string): string {
  return useClientState((state) => {
    const chat = state.chats.get(doorOf(chatId));
    return chat ? chatTitle(state, chat) : '';
  });
}
