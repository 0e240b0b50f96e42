import type { Message } from '@confab/protocol';
import { plainText } from '@confab/text';
import { chatTitle, documentOf } from '@confab/client';
import { BookmarkX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from '../../lib/router/index.ts';
import { messagePath } from '../../lib/addresses.ts';
import { exactTime, listTime } from '../../lib/dates.ts';
import { rich } from '../../lib/rich.tsx';
import { t } from '../../lib/words.ts';
import { nameOf, useClientState } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useSavedMessage, type SavedMessage, type SavedPlace } from './use-saved-message.ts';

/** Long messages are cut: the row shows a few lines. */
const shownCharacters = 600;

type SavedRowProps = { id: string; now: Date; onRemove: () => void };

export function SavedRow({ id, ...rest }: SavedRowProps) {
  const saved = useClientState((state) => documentOf(state, 'saved', id));
  return saved && <Row place={{ id, ...saved }} {...rest} />;
}

function Row({ place, now, onRemove }: Omit<SavedRowProps, 'id'> & { place: SavedPlace }) {
  const message = useSavedMessage(place);
  return (
    <li
      data-saved={place.id}
      className="flex items-start gap-1 rounded-m pe-1.5 focus-within:bg-tint/60 hover:bg-tint/60"
    >
      {typeof message === 'object' && message.deletedAt === null ? (
        <Shown message={message} now={now} />
      ) : (
        <p className="min-w-0 flex-1 px-2.5 py-3.5 text-faint italic">
          <Unshown message={message} />
        </p>
      )}
      <IconButton size="s" icon={BookmarkX} label={t`Remove from saved`} className="mt-2" onClick={onRemove} />
    </li>
  );
}

function Shown({ message, now }: { message: Message; now: Date }) {
  const { senderId, chatId, seq, createdAt, content } = message;
  const sender = useClientState((state) => nameOf(state.users, senderId));
  const title = useTitle(chatId);
  return (
    <Link
      to={messagePath(chatId, seq)}
      className="flex min-w-0 flex-1 items-start gap-3 rounded-m px-2.5 py-2.5 -outline-offset-2"
    >
      <Avatar id={senderId} name={sender} size="s" on="bg" />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2 text-sm">
          <bdi className="max-w-1/2 shrink-0 truncate font-semibold">{sender}</bdi>
          <bdi className="min-w-0 flex-1 truncate text-muted">{title}</bdi>
          <time dateTime={createdAt} title={exactTime(createdAt)} className="tabular shrink-0 text-2xs text-faint">
            {listTime(createdAt, now)}
          </time>
        </span>
        <span dir="auto" className="mt-0.5 line-clamp-3 wrap-anywhere">
          {plainText(content, { max: shownCharacters })}
        </span>
      </span>
    </Link>
  );
}

/** Why it says nothing. Of a chat that is not mine not even its name is told. */
function Unshown({ message }: { message: SavedMessage }): ReactNode {
  const isLive = useClientState((state) => state.connection.status === 'live');
  if (message === 'waiting') return isLive ? '…' : t`It can be read when the connection is back.`;
  if (message === 'left') return t`You are not in its chat any more, so it can’t be shown.`;
  if (message === 'gone') return t`This message is not there any more.`;
  return <Deleted chatId={message.chatId} />;
}

function Deleted({ chatId }: { chatId: string }) {
  const title = useTitle(chatId);
  return rich(t`A message in <chat/> that was deleted.`, { chat: <bdi>{title}</bdi> });
}

function useTitle(chatId: string): string {
  return useClientState((state) => {
    const chat = state.chats.get(chatId);
    return chat ? chatTitle(state, chat) : '';
  });
}
