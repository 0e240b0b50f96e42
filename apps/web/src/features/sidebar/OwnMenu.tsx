import { Keyboard, LogOut, Settings } from 'lucide-react';
import { useNavigate } from 'react-router';
import { Avatar } from '../../ui/Avatar.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { useClientState } from '../session/client.ts';
import { useLogOut } from '../session/use-log-out.ts';

export function OwnMenu({ onShowKeys }: { onShowKeys: () => void }) {
  const me = useClientState((state) => state.me);
  const isLive = useClientState((state) => state.connection.status === 'live');
  const navigate = useNavigate();
  const logOut = useLogOut();
  if (me === null) return <span className="skeleton size-9" />;

  const trigger = (
    <button type="button" aria-label={`${me.displayName}: your menu`} className="rounded-[11px]">
      <Avatar id={me.id} name={me.displayName} size="s" online={isLive} />
    </button>
  );
  return (
    <Menu trigger={trigger}>
      <div className="px-2.5 pt-1.5 pb-2">
        <p className="max-w-56 truncate font-medium">
          <bdi>{me.displayName}</bdi>
        </p>
        <p className="text-xs text-muted">@{me.username}</p>
      </div>
      <MenuSeparator />
      <MenuItem icon={Settings} onClick={() => void navigate('/settings')}>
        Settings
      </MenuItem>
      <MenuItem icon={Keyboard} onClick={onShowKeys}>
        Keyboard shortcuts
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={LogOut} onClick={logOut}>
        Log out
      </MenuItem>
    </Menu>
  );
}
