import { ConnectionLine } from '../features/connection/index.ts';
import { ConversationPane } from '../features/conversation/index.ts';
import { PersonLayer } from '../features/person/index.ts';
import { Sidebar } from '../features/sidebar/index.ts';
import { useHandOverOnHistory } from '../features/switching/index.ts';
import { useVisibleHeight } from '../lib/use-visible-height.ts';
import { t } from '../lib/words.ts';
import { OverlaysContext } from '../registry/overlays.ts';
import { RegistryContext } from '../registry/registry.ts';
import { ClientProvider } from '../session/ClientProvider.tsx';
import { classNames } from '../ui/class-names.ts';
import { PaneFailure } from '../ui/SurfaceFailure.tsx';
import { registry } from './features.ts';
import type { Place } from './place.ts';
import { useKeys } from './use-keys.ts';
import { useOverlayState } from './use-overlays.ts';
import { usePlace } from './use-place.ts';
import { usePrefetch } from './use-prefetch.ts';
import { useStarts } from './use-starts.ts';
import { useUnreadTitle } from './use-unread-title.ts';
import { lazySurface } from '../ui/lazy-surface.tsx';

/** The first look is at a chat, or at the list of them. */
const HomePane = lazySurface(async () => (await import('./HomePane.tsx')).HomePane, PaneFailure);
const UnknownPlace = lazySurface(async () => (await import('./UnknownPlace.tsx')).UnknownPlace, PaneFailure);
/** There is nothing to tell at the first look. */
const NoticeLayer = lazySurface(
  async () => (await import('../ui/NoticeLayer.tsx')).NoticeLayer,
  () => null,
);
/** It repeats what buttons are called: nothing is missing without it. */
const TooltipLayer = lazySurface(
  async () => (await import('../ui/TooltipLayer.tsx')).TooltipLayer,
  () => null,
);

/** They wait for what is seldom, and nothing waits for them. */
const LateLayers = lazySurface(
  async () => (await import('./LateLayers.tsx')).LateLayers,
  () => null,
);

/** Everything behind the login: the sidebar beside one pane, and what opens above them. */
export function Workspace() {
  return (
    <RegistryContext value={registry}>
      <ClientProvider>
        <Screen />
        <TooltipLayer />
        <NoticeLayer />
      </ClientProvider>
    </RegistryContext>
  );
}

function Screen() {
  const place = usePlace(registry);
  const { overlays, shown, close } = useOverlayState(place);
  useKeys(overlays);
  useHandOverOnHistory();
  useUnreadTitle(place);
  useVisibleHeight();
  usePrefetch();
  useStarts();
  const isHome = place.type === 'home';

  return (
    <OverlaysContext value={overlays}>
      <div className="grid h-visible grid-cols-1 grid-rows-1 wide:grid-cols-workspace">
        <a
          href="#main"
          className="fixed top-2 start-2 z-50 -translate-y-20 rounded-sm bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
        >
          {t`Skip to the conversation`}
        </a>
        <Sidebar
          chatId={place.type === 'chat' ? place.chatId : null}
          isHome={isHome}
          className={classNames('min-h-0', !isHome && 'max-wide:hidden')}
        />
        <main
          id="main"
          tabIndex={-1}
          className={classNames('relative flex min-h-0 min-w-0 flex-col outline-none', isHome && 'max-wide:hidden')}
        >
          <Pane place={place} />
        </main>
        <ConnectionLine />
        <LateLayers />
        <PersonLayer />
        {shown.map((overlay) => (
          <overlay.Overlay key={overlay.name} onClose={() => close(overlay)} onGiveUp={() => close(overlay)} />
        ))}
      </div>
    </OverlaysContext>
  );
}

function Pane({ place }: { place: Place }) {
  switch (place.type) {
    case 'home':
      return <HomePane />;
    case 'page':
      return <place.page.Pane key={place.page.path} params={place.params} />;
    case 'unknown':
      return <UnknownPlace />;
    case 'chat':
      return (
        <ConversationPane
          key={place.chatId}
          chatId={place.chatId}
          targetSeq={place.messageSeq}
          openPanel={place.panel}
        />
      );
  }
}
