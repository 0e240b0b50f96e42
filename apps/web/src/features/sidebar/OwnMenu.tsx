import type { OwnUser } from '@confab/protocol';
import { Keyboard, LogOut, Settings } from 'lucide-react';
import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { t } from '../../lib/words.ts';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { useLogOut } from '../session/use-log-out.ts';

export function OwnMenu({ me, trigger, onShowKeys }: { me: OwnUser; trigger: ReactElement; onShowKeys: () => void }) {
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
      <MenuItem icon={Settings} onClick={() => void navigate('/settings')}>
        {t`Settings`}
      </MenuItem>
      <MenuItem icon={Keyboard} onClick={onShowKeys}>
        {t`Keyboard shortcuts`}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={LogOut} onClick={logOut}>
        {t`Log out`}
      </MenuItem>
    </Menu>
  );
}
