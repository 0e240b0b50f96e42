import type { OwnUser } from '@confab/protocol';
import { Keyboard, LogOut, NotebookPen, SmilePlus } from 'lucide-react';
import type { ReactElement } from 'react';
import { useNavigate } from '../../lib/router/index.ts';
import { isTouchScreen } from '../../lib/touch.ts';
import { t } from '../../lib/words.ts';
import { useOverlays } from '../../registry/overlays.ts';
import { useLateRegistryState, useRegistry } from '../../registry/registry.ts';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { useClient, useClientState, useUser } from '../../session/client.ts';
import { useOwnAccount } from '../../session/own-account.ts';
import { useLogOut } from '../../session/use-log-out.ts';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { useNow } from '../../lib/use-now.ts';
import { keysOverlay } from '../keys/index.ts';
import { shownStatus, statusOverlay, StatusWords } from '../person/index.ts';
import { useGoToNewChat } from '../switching/index.ts';

export function OwnMenu({ me, trigger }: { me: OwnUser; trigger: ReactElement }) {
  const client = useClient();
  const early = useRegistry();
  const late = useLateRegistryState();
  const may = useOwnAccount()?.may ?? [];
  const overlays = useOverlays();
  const navigate = useNavigate();
  const logOut = useLogOut();
  const goToNewChat = useGoToNewChat();
  const status = shownStatus(useUser(me.id), useNow().getTime());
  const hasStatus = useClientState(({ features }) => features.includes('profiles'));
  const hasNotes = useClientState(({ features }) => features.includes('notes-to-self'));
  const openNotes = (): void =>
    void goToNewChat({ make: async () => await client.createDirectChat(me.id) }).catch((reason: unknown) =>
      tell(failureText(reason)),
    );
  // No entry comes later than others. Where it can't be had, the menu does without.
  if (late.status === 'waiting') return trigger;
  const later = late.status === 'here' ? late.value : { pages: [], adminPages: [] };
  const pages = [...early.pages, ...later.pages].toSorted((one, other) => one.order - other.order);
  return (
    <Menu trigger={trigger} defaultOpen>
      <div className="px-2.5 pt-1.5 pb-2">
        <p className="max-w-56 truncate font-medium">
          <bdi>{me.displayName}</bdi>
        </p>
        <p className="text-xs text-muted">@{me.username}</p>
      </div>
      <MenuSeparator />
      {hasStatus && (
        <MenuItem icon={SmilePlus} onClick={() => overlays.open(statusOverlay)}>
          <bdi className="max-w-56 truncate">{status === null ? t`Set a status` : <StatusWords status={status} />}</bdi>
        </MenuItem>
      )}
      {hasNotes && (
        <MenuItem icon={NotebookPen} onClick={openNotes}>
          {t`Notes to self`}
        </MenuItem>
      )}
      {pages.map(
        ({ path, menuPath = path, title, menuIcon, Badge, isFor }) =>
          menuIcon &&
          isFor?.(client.getState(), { may, adminPages: later.adminPages }) !== false && (
            <MenuItem key={path} icon={menuIcon} onClick={() => navigate(menuPath)}>
              <span className="flex-1">{title()}</span>
              {Badge && <Badge />}
            </MenuItem>
          ),
      )}
      {!isTouchScreen() && (
        <MenuItem icon={Keyboard} onClick={() => overlays.open(keysOverlay)}>
          {t`Keyboard shortcuts`}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={LogOut} onClick={logOut}>
        {t`Log out`}
      </MenuItem>
    </Menu>
  );
}
