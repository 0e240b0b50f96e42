import type { ClientState } from '@confab/client';
import { MessagesSquare } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useChatsByRecency, useClient, useClientState, useMyId } from '../../session/client.ts';
import { ChatListSkeleton } from './ChatListSkeleton.tsx';
import { ChatRow } from './ChatRow.tsx';
import { useRovingChats } from './use-roving-chats.ts';

/** The chats, last spoken in first. Only those near the window are in the page. */
export function ChatList({ chatId }: { chatId: string | null }) {
  const chats = useChatsByRecency();
  const isLoaded = useClientState((state) => state.chatsLoaded);
  const list = useRef<VirtualizerHandle>(null);
  const now = useNow();
  useWatchedPeers();

  const index = chats.findIndex((chat) => chat.id === chatId);
  const nav = useRef<HTMLElement>(null);
  const roving = useRovingChats(chats, index, list, nav);
  const shownChat = useRef<string | null>(null);
  useEffect(() => {
    // Only on a change of chat: a list that re-sorts itself must not scroll away under the reader.
    if (index < 0 || shownChat.current === chatId) return;
    shownChat.current = chatId;
    list.current?.scrollToIndex(index, { align: 'nearest' });
  }, [index, chatId]);

  // One alone may have been shown ahead of the list.
  if (!isLoaded && chats.length <= 1) return <ChatListSkeleton />;
  if (chats.length === 0) return <NoChats />;
  return (
    <nav
      ref={nav}
      aria-label={t`Chats`}
      onKeyDown={roving.onKeyDown}
      onFocus={roving.onFocus}
      onBlur={roving.onBlur}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-3"
    >
      <Virtualizer
        ref={list}
        as="ul"
        item="li"
        bufferSize={400}
        keepMounted={[...new Set(index < 0 ? [roving.stopIndex] : [roving.stopIndex, index])].toSorted((a, b) => a - b)}
      >
        {chats.map((chat, at) => (
          <ChatRow key={chat.id} chat={chat} isOpen={chat.id === chatId} isStop={at === roving.stopIndex} now={now} />
        ))}
      </Virtualizer>
    </nav>
  );
}

/** Beside the welcome of the wide screen one line is enough; on a narrow one this is the whole screen. */
function NoChats() {
  return (
    <>
      <p className="px-5 py-3 text-sm text-muted max-wide:hidden">{t`Your chats will be listed here.`}</p>
      <div className="flex flex-1 wide:hidden">
        <EmptyState icon={MessagesSquare} title={t`Welcome to Confab`}>
          {t`This is where your conversations will be. Press “+ New Chat”, find someone and say hello.`}
        </EmptyState>
      </div>
    </>
  );
}

/** Online dots of the people one talks to directly. */
function useWatchedPeers(): void {
  const client = useClient();
  const chats = useClientState((state) => state.chats);
  const myId = useMyId();
  const peers = useMemo(() => peerIds(chats, myId), [chats, myId]);
  useEffect(() => (peers === '' ? undefined : client.watchPresence(peers.split(' '))), [client, peers]);
}

/** As one string, which is equal when nobody came or went: a new message in a chat watches nobody anew. */
function peerIds(chats: ClientState['chats'], myId: string): string {
  const direct = [...chats.values()].filter((chat) => chat.kind === 'direct');
  const others = direct.flatMap((chat) => chat.members.map((member) => member.userId).filter((id) => id !== myId));
  return others.toSorted().slice(0, watchedMax).join(' ');
}

const watchedMax = 300;
