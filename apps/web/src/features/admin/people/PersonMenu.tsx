import { mayActOn } from '@confab/protocol/place-role';
import type { Person } from '@confab/protocol';
import { Ellipsis, Laptop, ShieldUser, UserCheck, UserX } from 'lucide-react';
import { useState } from 'react';
import { plural, t } from '../../../lib/words.ts';
import { useLateRegistry } from '../../../registry/registry.ts';
import type { PersonAction } from '../../../registry/web-feature.ts';
import { useClient, useMyId } from '../../../session/client.ts';
import { useOwnAccount } from '../../../session/own-account.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../../ui/Menu.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { LogInsDialog } from './LogInsDialog.tsx';
import { RoleDialog } from './RoleDialog.tsx';

type PersonMenuProps = { person: Person; onChanged: () => void };
type Opened = 'role' | 'log-ins' | 'deactivate' | 'reactivate' | PersonAction;

/** What I may do about them. About whoever is as high as I am, or higher, there is nothing but to look. */
export function PersonMenu({ person, onChanged }: PersonMenuProps) {
  const mayChange = useMayChange(person);
  const actions = useActions(person);
  const [opened, setOpened] = useState<Opened | null>(null);
  const isOut = person.state === 'deactivated';
  /** What can't be taken back stands last. */
  const items = (isDangerous: boolean) =>
    actions
      .filter((action) => (action.isDangerous === true) === isDangerous)
      .map((action) => (
        <MenuItem key={action.name} icon={action.icon} danger={isDangerous} onClick={() => setOpened(action)}>
          {action.label(person)}
        </MenuItem>
      ));
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={t`What to do about ${person.displayName}`} />}>
        {mayChange && (
          <MenuItem icon={ShieldUser} onClick={() => setOpened('role')}>
            {t`Change role…`}
          </MenuItem>
        )}
        <MenuItem icon={Laptop} onClick={() => setOpened('log-ins')}>
          {t`${plural(person.sessions, { one: '# log-in…', other: '# log-ins…' })}`}
        </MenuItem>
        {items(false)}
        {mayChange && <MenuSeparator />}
        {mayChange && (
          <MenuItem
            icon={isOut ? UserCheck : UserX}
            danger={!isOut}
            onClick={() => setOpened(isOut ? 'reactivate' : 'deactivate')}
          >
            {isOut ? t`Reactivate…` : t`Deactivate…`}
          </MenuItem>
        )}
        {items(true)}
      </Menu>
      <PersonDialog person={person} opened={opened} onClose={() => setOpened(null)} onDone={onChanged} />
    </>
  );
}

/** Nobody makes themselves less by accident: that is for another one to do. */
function useMayChange({ id, role }: Person): boolean {
  const own = useOwnAccount()?.role;
  const myId = useMyId();
  return own !== undefined && id !== myId && mayActOn(own, role);
}

/** Of other features. */
function useActions(person: Person): readonly PersonAction[] {
  const client = useClient();
  const account = useOwnAccount();
  const late = useLateRegistry();
  const mayChange = useMayChange(person);
  if (!mayChange || account === null || late === null) return [];
  return late.personActions.filter(
    ({ needs, isFor }) => account.may.includes(needs) && isFor?.(person, client.getState()) !== false,
  );
}

type PersonDialogProps = { person: Person; opened: Opened | null; onClose: () => void; onDone: () => void };

function PersonDialog({ person, opened, onClose, onDone }: PersonDialogProps) {
  const { id, displayName: name, role } = person;
  switch (opened) {
    case null:
      return null;
    case 'role':
      return <RoleDialog userIds={[id]} name={name} current={role} onClose={onClose} onDone={onDone} />;
    case 'log-ins':
      return <LogInsDialog person={person} onClose={onClose} onDone={onDone} />;
    case 'deactivate':
    case 'reactivate':
      return <ChangeDialog userIds={[id]} name={name} change={{ type: opened }} onClose={onClose} onDone={onDone} />;
    default:
      return <opened.Dialog person={person} onClose={onClose} onDone={onDone} onGiveUp={onClose} />;
  }
}
