import type { ChatState } from '@confab/client';
import { memo, type MouseEvent } from 'react';
import { Link } from 'react-router';
import { chatPath } from '../../lib/addresses.ts';
import { listTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { MentionBadge } from '../../ui/MentionBadge.tsx';
import { UnreadBadge } from '../../ui/UnreadBadge.tsx';
import { useChat, useChatTitle, useClient, useDirectPeer, useIsOnline } from '../../session/client.ts';
import { handOverToChat } from '../switching/index.ts';
import { useLastLine } from './last-line.ts';

type ChatRowProps = { chatId: string; isOpen: boolean; isStop: boolean; now: Date };

export const ChatRow = memo(function ChatRow({ chatId, ...rest }: ChatRowProps) {
  const chat = useChat(chatId);
  return chat && <ChatLink chat={chat} {...rest} />;
});

type ChatLinkProps = Omit<ChatRowProps, 'chatId'> & { chat: ChatState };

function ChatLink({ chat, isOpen, isStop, now }: ChatLinkProps) {
  const client = useClient();
  const title = useChatTitle(chat);
  const peer = useDirectPeer(chat);
  const isOnline = useIsOnline(peer);
  const { speaker, words } = useLastLine(chat);
  const spokenAt = chat.lastMessage?.createdAt ?? chat.createdAt;
  const isUnread = chat.unread > 0;

  return (
    <Link
      to={chatPath(chat.id)}
      onClick={(event) => isPlainClick(event) && handOverToChat(client, chat.id)}
      aria-current={isOpen ? 'page' : undefined}
      data-chat-id={chat.id}
      tabIndex={isStop ? 0 : -1}
      className={classNames(
        'mx-2 flex min-h-15 items-center gap-2.75 rounded-md px-2.25 py-2 -outline-offset-2',
        isOpen ? 'bg-accent-soft' : 'hover:bg-tint',
      )}
    >
      <Avatar id={peer ?? chat.id} name={title} online={isOnline} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <bdi
            className={classNames(
              'min-w-0 flex-1 truncate text-as-parent text-name tracking-snug',
              isUnread ? 'font-bold' : 'font-quiet',
            )}
          >
            {title}
          </bdi>
          {isOnline && <span className="sr-only">{t`, online`}</span>}
          <time dateTime={spokenAt} className="tabular shrink-0 text-2xs text-faint">
            {listTime(spokenAt, now)}
          </time>
        </span>
        <span className="mt-0.5 flex items-center gap-2">
          <span
            className={classNames(
              'flex min-w-0 flex-1 text-detail whitespace-pre',
              isUnread ? 'text-text' : 'text-muted',
            )}
          >
            {speaker !== null && (
              <>
                <bdi className="max-w-1/2 shrink-0 truncate">{speaker}</bdi>
                {': '}
              </>
            )}
            <bdi className="min-w-0 truncate">{words}</bdi>
          </span>
          {chat.mentions > 0 && <MentionBadge count={chat.mentions} />}
          {isUnread && <UnreadBadge count={chat.unread} />}
        </span>
      </span>
    </Link>
  );
}

/** Opens the chat here, not in another tab. */
function isPlainClick({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}
