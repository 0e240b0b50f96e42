import { useState } from 'react';
import { OwnMenu } from '../../app/surfaces.ts';
import { t } from '../../lib/words.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { useClientState } from '../session/client.ts';
import { useSession } from '../session/session.ts';

/** Myself, and my menu behind it; the menu is fetched when it is asked for first, and then opens. */
export function OwnAvatar({ onShowKeys }: { onShowKeys: () => void }) {
  const { me } = useSession();
  const [isWanted, setWanted] = useState(false);
  const isLive = useClientState((state) => state.connection.status === 'live');
  if (me === null) return <span className="skeleton size-9" />;
  const button = (
    <button
      type="button"
      aria-label={t`${me.displayName}: your menu`}
      aria-haspopup="menu"
      className="grid place-items-center rounded-[11px] pointer-coarse:-m-1 pointer-coarse:min-h-[44px] pointer-coarse:min-w-[44px]"
      onClick={() => setWanted(true)}
    >
      <Avatar id={me.id} name={me.displayName} size="s" online={isLive} />
    </button>
  );
  if (!isWanted) return button;
  return (
    <OwnMenu me={me} trigger={button} onShowKeys={onShowKeys} fallback={button} onGiveUp={() => setWanted(false)} />
  );
}
