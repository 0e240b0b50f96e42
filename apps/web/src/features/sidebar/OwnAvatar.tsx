import { useState, useSyncExternalStore } from 'react';
import { t } from '../../lib/words.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { useClientState } from '../../session/client.ts';
import { useSession } from '../../session/session.ts';
import { useRegistry } from '../../registry/registry.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';

const OwnMenu = lazySurface(async () => (await import('./OwnMenu.tsx')).OwnMenu, DialogFailure, { prefetchOrder: 30 });

/** Myself, and my menu behind it; the menu is fetched when it is asked for first, and then opens. */
export function OwnAvatar() {
  const { me } = useSession();
  const { pages, late } = useRegistry();
  // Theirs come when they are here anyway: nothing of a first look waits for them.
  const later = useSyncExternalStore(late.subscribe, late.read);
  const all = later.status === 'here' ? [...pages, ...later.value.pages] : pages;
  const [isWanted, setWanted] = useState(false);
  const isLive = useClientState((state) => state.connection.status === 'live');
  if (me === null) return <span className="skeleton size-9" />;
  const button = (
    <button
      type="button"
      aria-label={t`${me.displayName}: your menu`}
      aria-haspopup="menu"
      className="grid place-items-center rounded-avatar pointer-coarse:-m-1 pointer-coarse:min-h-touch pointer-coarse:min-w-touch"
      onClick={() => setWanted(true)}
    >
      <Avatar id={me.id} name={me.displayName} size="s" online={isLive} />
    </button>
  );
  return (
    <span className="relative grid">
      {isWanted ? <OwnMenu me={me} trigger={button} fallback={button} onGiveUp={() => setWanted(false)} /> : button}
      <span className="own-badges">{isLive && all.map(({ path, Badge }) => Badge && <Badge key={path} />)}</span>
    </span>
  );
}
