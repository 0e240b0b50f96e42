import type { ReactElement } from 'react';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { Menu, MenuCheck, MenuChoice, MenuSeparator } from '../../ui/Menu.tsx';
import type { SidebarSettings } from './arrange.ts';
import { changeSidebar, keepsSettings, sidebarSettings } from './settings.ts';
import { changeView, useListView } from './view.ts';

type Sort = NonNullable<SidebarSettings['sort']>;

/** Opens with the button that fetched it. */
export function ListOptions({ trigger }: { trigger: ReactElement }) {
  const client = useClient();
  const { unreadOnly } = useListView();
  const isKept = useClientState(keepsSettings);
  const sort = useClientState((state) => sidebarSettings(state).sort ?? 'recent');
  const sorts: Record<Sort, string> = { recent: t`Newest first`, unread: t`Unread first`, name: t`By name` };
  return (
    <Menu trigger={trigger} defaultOpen>
      {isKept && (
        <>
          <MenuChoice
            label={t`Sort chats`}
            value={sort}
            options={sorts}
            onChoose={(next) => changeSidebar(client, { sort: next })}
          />
          <MenuSeparator />
        </>
      )}
      <MenuCheck isOn={unreadOnly} onChange={(isOn) => changeView({ unreadOnly: isOn })}>
        {t`Unread only`}
      </MenuCheck>
    </Menu>
  );
}
