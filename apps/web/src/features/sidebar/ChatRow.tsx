import { chatSettings, type ChatState, documentOf, isMuted } from '@confab/client';
import { BellOff } from 'lucide-react';
import { memo, type MouseEvent } from 'react';
import { Link } from '../../lib/router/index.ts';
import { chatPath } from '../../lib/addresses.ts';
import { listTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { MentionBadge } from '../../ui/MentionBadge.tsx';
import { UnreadBadge } from '../../ui/UnreadBadge.tsx';
import { useChat, useChatTitle, useClient, useClientState, useDirectPeer, useIsOnline } from '../../session/client.ts';
import { keepsSettings } from '../chat-list/index.ts';
import { EmojiSign } from '../emoji/index.ts';
import { shownStatus } from '../person/index.ts';
import { handOverToChat } from '../switching/index.ts';
import { RowMenuButton } from './HeadingRow.tsx';
import { oneLine, useLastLine } from './last-line.ts';

type ChatRowProps = { chatId: string; isOpen: boolean; isStop: boolean; now: Date; onMenu: (button: Element) => void };

export const ChatRow = memo(function ChatRow({ chatId, ...rest }: ChatRowProps) {
  const chat = useChat(chatId);
  return chat && <ChatLink chat={chat} {...rest} />;
});

type ChatLinkProps = Omit<ChatRowProps, 'chatId'> & { chat: ChatState };

function ChatLink({ chat, isOpen, isStop, now, onMenu }: ChatLinkProps) {
  const client = useClient();
  const title = useChatTitle(chat);
  const peer = useDirectPeer(chat);
  const isOnline = useIsOnline(peer);
  const spokenAt = chat.lastMessage?.createdAt ?? chat.createdAt;
  const isQuiet = useClientState((state) => isMuted(chatSettings(state, chat.id), now.getTime()));
  const isKept = useClientState(keepsSettings);
  const emoji = useClientState(({ users }) => shownStatus(users.get(peer ?? ''), now.getTime())?.emoji ?? null);
  const hasNews = chat.unread > 0;
  const isLoud = hasNews && !isQuiet;

  return (
    <div className="group/row relative mx-2">
      <Link
        to={chatPath(chat.id)}
        onClick={(event) => isPlainClick(event) && handOverToChat(client, chat.id)}
        aria-current={isOpen ? 'page' : undefined}
        data-chat-id={chat.id}
        data-row={chat.id}
        tabIndex={isStop ? 0 : -1}
        className={classNames(
          'flex min-h-15 items-center gap-2.75 rounded-md px-2.25 py-2 -outline-offset-2',
          isOpen ? 'bg-accent-soft' : 'hover:bg-tint',
        )}
      >
        <Avatar id={peer ?? chat.id} name={title} online={isOnline} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <bdi
              className={classNames(
                'min-w-0 flex-1 truncate text-as-parent text-name tracking-snug',
                isLoud ? 'font-bold' : 'font-quiet',
              )}
            >
              {title}
              {emoji !== null && (
                <span className="ms-1.5 font-normal">
                  <EmojiSign sign={emoji} />
                </span>
              )}
            </bdi>
            {isOnline && <span className="sr-only">{t`, online`}</span>}
            {isQuiet && (
              <span className="shrink-0 self-center text-faint">
                <BellOff className="size-3.5" strokeWidth={1.8} aria-hidden="true" />
                <span className="sr-only">{t`, muted`}</span>
              </span>
            )}
            <time dateTime={spokenAt} className="tabular shrink-0 text-2xs text-faint">
              {listTime(spokenAt, now)}
            </time>
          </span>
          <span className="mt-0.5 flex items-center gap-2">
            <SecondLine chat={chat} isOpen={isOpen} isLoud={isLoud} />
            {chat.mentions > 0 && <MentionBadge count={chat.mentions} />}
            {hasNews && <UnreadBadge count={chat.unread} isQuiet={isQuiet} />}
          </span>
        </span>
      </Link>
      {isKept && <RowMenuButton label={t`Actions for ${title}`} onMenu={onMenu} />}
    </div>
  );
}

/** Who types, what waits to be sent, or who said what last. */
function SecondLine({ chat, isOpen, isLoud }: { chat: ChatState; isOpen: boolean; isLoud: boolean }) {
  const [speaker = null, words] = useLastLine(chat);
  // Of the open chat it stands in the composer.
  const draft = useClientState((state) => (isOpen ? '' : (documentOf(state, 'draft', chat.id)?.content ?? '')));
  const isTyping = chat.typing.length > 0;
  const look = classNames('flex min-w-0 flex-1 text-detail whitespace-pre', isLoud ? 'text-text' : 'text-muted');
  if (isTyping) return <span className={classNames(look, 'text-accent-text')}>{t`typing…`}</span>;
  if (draft.trim() !== '' && chat.unread === 0) {
    return (
      <span className={look}>
        <span className="shrink-0 text-danger">{t`Draft`}</span>
        {': '}
        <bdi className="min-w-0 truncate">{oneLine(draft)}</bdi>
      </span>
    );
  }
  return (
    <span className={look}>
      {speaker !== null && (
        <>
          <bdi className="max-w-1/2 shrink-0 truncate">{speaker}</bdi>
          {': '}
        </>
      )}
      <bdi className="min-w-0 truncate">{words}</bdi>
    </span>
  );
}

/** Opens the chat here, not in another tab. */
function isPlainClick({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}
