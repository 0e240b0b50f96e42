import { directPeer, type ClientState } from '@confab/client';
import { useEffect, useMemo, useRef } from 'react';
import { AnchoredList } from '../../lib/anchored-list/AnchoredList.tsx';
import { useAnchoredList } from '../../lib/anchored-list/use-anchored-list.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { useClient, useClientState } from '../../session/client.ts';
import { selectList } from '../../session/select-list.ts';
import { isHeading, ListMenu, useListRows } from '../chat-list/index.ts';
import { ChatListSkeleton } from './ChatListSkeleton.tsx';
import { ChatRow } from './ChatRow.tsx';
import { HeadingRow } from './HeadingRow.tsx';
import { FilterLine } from './ListFilter.tsx';
import { useListMenu } from './use-list-menu.ts';
import { useRovingRows } from './use-roving-rows.ts';

/** Most have chats. */
const NoChats = lazySurface(async () => (await import('./NoChats.tsx')).NoChats, PaneFailure);

/** The chats, in the order that was chosen. */
export function ChatList({ chatId }: { chatId: string | null }) {
  const chatCount = useClientState(({ chats }) => chats.size);
  const isLoaded = useClientState((state) => state.chatsLoaded);
  useWatchedPeers();
  // One alone may have been shown ahead of the list.
  if (!isLoaded && chatCount <= 1) return <ChatListSkeleton />;
  return chatCount === 0 ? <NoChats /> : <Rows chatId={chatId} />;
}

/** Only those near the window are in the page. */
function Rows({ chatId }: { chatId: string | null }) {
  const rows = useListRows(chatId);
  const keyed = useMemo(() => rows.map((key) => ({ key })), [rows]);
  const list = useAnchoredList(guessHeight, 'directory');
  const now = useNow();
  const index = chatId === null ? -1 : rows.indexOf(chatId);
  const nav = useRef<HTMLElement>(null);
  const roving = useRovingRows(rows, index, list, nav);
  const menu = useListMenu(nav);
  const shownChat = useRef<string | null>(null);
  useEffect(() => {
    // Only on a change of chat: a list that re-sorts itself must not scroll away under the reader.
    if (index < 0 || shownChat.current === chatId) return;
    shownChat.current = chatId;
    if (chatId !== null) list.bringIntoView(chatId);
  }, [list, index, chatId]);

  return (
    <>
      <FilterLine isEmpty={rows.length === 0} />
      <nav
        ref={nav}
        data-scroller
        aria-label={t`Chats`}
        onKeyDown={(event) => menu.onKeyDown(event) || roving.onKeyDown(event)}
        onContextMenu={menu.onContextMenu}
        onFocus={roving.onFocus}
        onBlur={roving.onBlur}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-3"
      >
        <AnchoredList
          handle={list}
          scroller={nav}
          rows={keyed}
          keepKeys={[rows[roving.stopIndex] ?? null, index < 0 ? null : chatId]}
          as="ul"
        >
          {({ key }) =>
            isHeading(key) ? (
              <HeadingRow heading={key} isStop={key === rows[roving.stopIndex]} onMenu={menu.open} />
            ) : (
              <ChatRow
                chatId={key}
                isOpen={key === chatId}
                isStop={key === rows[roving.stopIndex]}
                now={now}
                onMenu={menu.open}
              />
            )
          }
        </AnchoredList>
      </nav>
      {menu.shown && (
        <ListMenu
          key={menu.shown.row}
          {...menu.shown}
          isOpen={menu.isOpen}
          finalFocus={menu.finalFocus}
          onClose={menu.close}
          onClosed={menu.closed}
          onGiveUp={menu.closed}
        />
      )}
    </>
  );
}

function guessHeight({ key }: { key: string }): number {
  return isHeading(key) ? headingPx : chatPx;
}

const headingPx = 36;
const chatPx = 60;

/** Online dots of the people one talks to directly. */
function useWatchedPeers(): void {
  const client = useClient();
  // A new message in a chat watches nobody anew.
  const peers = useClientState(useMemo(() => selectList(({ chats, userId }) => [chats, userId], peerIds), []));
  useEffect(() => (peers.length === 0 ? undefined : client.watchPresence([...peers])), [client, peers]);
}

function peerIds(state: ClientState): readonly string[] {
  // And myself, whose status is set on other devices too.
  const peers = [state.userId, ...[...state.chats.values()].map((chat) => directPeer(state, chat))];
  return peers
    .filter((peer) => peer !== null)
    .toSorted()
    .slice(0, watchedMax);
}

const watchedMax = 300;
