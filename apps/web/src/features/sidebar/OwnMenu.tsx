import type { OwnUser } from '@confab/protocol';
import { Keyboard, LogOut } from 'lucide-react';
import type { ReactElement } from 'react';
import { useNavigate } from '../../lib/router/index.ts';
import { t } from '../../lib/words.ts';
import { useOverlays } from '../../registry/overlays.ts';
import { useRegistry } from '../../registry/registry.ts';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { useClient } from '../../session/client.ts';
import { useLogOut } from '../../session/use-log-out.ts';
import { keysOverlay } from '../keys/index.ts';

export function OwnMenu({ me, trigger }: { me: OwnUser; trigger: ReactElement }) {
  const client = useClient();
  const { pages } = useRegistry();
  const overlays = useOverlays();
  const navigate = useNavigate();
  const logOut = useLogOut();
  return (
    <Menu trigger={trigger} defaultOpen>
      <div className="px-2.5 pt-1.5 pb-2">
        <p className="max-w-56 truncate font-medium">
          <bdi>{me.displayName}</bdi>
        </p>
        <p className="text-xs text-muted">@{me.username}</p>
      </div>
      <MenuSeparator />
      {pages.map(
        ({ path, title, menuIcon, Badge, isFor }) =>
          menuIcon &&
          isFor?.(client.getState()) !== false && (
            <MenuItem key={path} icon={menuIcon} onClick={() => navigate(path)}>
              <span className="flex-1">{title()}</span>
              {Badge && <Badge />}
            </MenuItem>
          ),
      )}
      <MenuItem icon={Keyboard} onClick={() => overlays.open(keysOverlay)}>
        {t`Keyboard shortcuts`}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={LogOut} onClick={logOut}>
        {t`Log out`}
      </MenuItem>
    </Menu>
  );
}
