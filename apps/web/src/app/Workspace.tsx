import { useLocation, useNavigate } from 'react-router';
import { ConnectionLine } from '../features/connection/ConnectionLine.tsx';
import { ConversationPane } from '../features/conversation/ConversationPane.tsx';
import { memberWords } from '../features/details/member-words.ts';
import { useWorkspaceKeys } from '../features/keys/use-workspace-keys.ts';
import { ClientProvider } from '../features/session/ClientProvider.tsx';
import { Sidebar } from '../features/sidebar/Sidebar.tsx';
import { addSystemWords } from '../lib/system-words.ts';
import { useVisibleHeight } from '../lib/use-visible-height.ts';
import { t } from '../lib/words.ts';
import { classNames } from '../ui/class-names.ts';
import { NoticeLayer } from '../ui/NoticeLayer.tsx';
import { TooltipLayer } from '../ui/TooltipLayer.tsx';
import { HomePane } from './HomePane.tsx';
import { chatPath, placeAt, type Place } from './place.ts';
import { UnknownPane } from './UnknownPane.tsx';
import { UpdateLine } from './UpdateLine.tsx';
import { JumpPalette, KeysDialog, NewChatDialog, SettingsPane, usePrefetch } from './surfaces.ts';
import { useUnreadTitle } from './use-unread-title.ts';

addSystemWords(memberWords);

/** Everything behind the login: the sidebar beside one pane, and what opens above them. */
export function Workspace() {
  return (
    <ClientProvider>
      <Screen />
      <TooltipLayer />
      <NoticeLayer />
    </ClientProvider>
  );
}

function Screen() {
  const location = useLocation();
  const navigate = useNavigate();
  const place = placeAt(location.pathname, location.state);
  const { overlay, openOverlay, closeOverlay } = useWorkspaceKeys();
  useUnreadTitle(place);
  useVisibleHeight();
  usePrefetch();
  const isHome = place.page === 'chats' && place.chatId === null;

  return (
    <div className="grid h-[var(--visible-height,100%)] grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] wide:grid-cols-[19rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-s bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        {t`Skip to the conversation`}
      </a>
      <Sidebar
        chatId={place.chatId}
        isHome={isHome}
        className={classNames('min-h-0', !isHome && 'max-wide:hidden')}
        onSearch={() => openOverlay('jump')}
        onShowKeys={() => openOverlay('keys')}
      />
      <main
        id="main"
        tabIndex={-1}
        className={classNames('relative flex min-h-0 min-w-0 flex-col outline-none', isHome && 'max-wide:hidden')}
      >
        <Pane place={place} />
      </main>
      <ConnectionLine />
      <UpdateLine />
      {place.isNewChatOpen && <NewChatDialog onGiveUp={() => void navigate(pathBehind(place))} />}
      {overlay === 'jump' && <JumpPalette onClose={closeOverlay} onGiveUp={closeOverlay} />}
      {overlay === 'keys' && <KeysDialog onClose={closeOverlay} onGiveUp={closeOverlay} />}
    </div>
  );
}

/** What a dialog was opened over. */
function pathBehind({ chatId }: Place): string {
  return chatId === null ? '/' : chatPath(chatId);
}

function Pane({ place }: { place: Place }) {
  if (place.page === 'settings') return <SettingsPane />;
  if (place.page === 'unknown') return <UnknownPane />;
  if (place.chatId === null) return <HomePane />;
  return (
    <ConversationPane
      key={place.chatId}
      chatId={place.chatId}
      targetSeq={place.seq}
      isDetailsOpen={place.isDetailsOpen}
    />
  );
}
