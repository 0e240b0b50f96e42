import type { ConfabClient } from '@confab/client';
import { createInvitation } from '@confab/protocol/invitations/paths';
import { mayInviteTo, type PlaceRole, placeRoles } from '@confab/protocol/place-role';
import { mayAddMembers } from '@confab/protocol/permissions';
import { useState, type SubmitEvent } from 'react';
import { roleText } from '../../lib/role-words.ts';
import { useDeed } from '../../lib/use-deed.ts';
import { plural, t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { useOwnAccount } from '../../session/own-account.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { InvitationLink } from './InvitationLink.tsx';

const hours = ['24', '168', '720', 'never'] as const;
const counts = ['1', '10', '100', 'any'] as const;

/** Asks what to, and shows the link: once, since only its hash is kept. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [token, setToken] = useState<string | null>(null);
  return (
    <Dialog title={token === null ? t`New invitation` : t`Your invitation`} onClose={onClose}>
      {token === null ? (
        <InviteForm onMade={setToken} onClose={onClose} />
      ) : (
        <InvitationLink token={token} onClose={onClose} />
      )}
    </Dialog>
  );
}

function InviteForm({ onMade, onClose }: { onMade: (token: string) => void; onClose: () => void }) {
  const client = useClient();
  const myRole = useOwnAccount()?.role ?? 'member';
  const [groups] = useState(() => groupsOf(client));
  const [role, setRole] = useState<PlaceRole>('member');
  const [chatId, setChatId] = useState('');
  const [expires, setExpires] = useState<(typeof hours)[number]>('168');
  const [uses, setUses] = useState<(typeof counts)[number]>('1');
  const { isBusy, error, setError, run } = useDeed();

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (role === 'guest' && chatId === '') {
      setError(t`Choose a group: guests see nothing else.`);
      return;
    }
    const body = {
      role,
      expiresInHours: expires === 'never' ? null : Number(expires),
      ...(uses !== 'any' && { usesMax: Number(uses) }),
      ...(chatId !== '' && { chatId }),
    };
    void run(
      async () => onMade((await client.rest.call(createInvitation, { body })).token),
      () => {},
    );
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3.5">
      <SelectField
        label={t`They come in as`}
        value={role}
        onChoose={setRole}
        options={placeRoles
          .filter((one) => mayInviteTo(myRole, one))
          .toReversed()
          .map((value) => ({ value, label: roleText(value) }))}
      />
      <SelectField
        label={t`And land in`}
        value={chatId}
        onChoose={setChatId}
        options={[{ value: '', label: t`No group` }, ...groups]}
      />
      <SelectField
        label={t`For how many people`}
        value={uses}
        onChoose={setUses}
        options={counts.map((value) => ({
          value,
          label:
            value === 'any' ? t`As many as come` : t`${plural(Number(value), { one: '# person', other: '# people' })}`,
        }))}
      />
      <SelectField
        label={t`For how long`}
        value={expires}
        onChoose={setExpires}
        options={hours.map((value) => ({
          value,
          label:
            value === 'never'
              ? t`Until it’s taken back`
              : t`${plural(Number(value) / 24, { one: '# day', other: '# days' })}`,
        }))}
      />
      <FormError text={error} />
      <DialogFoot>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button type="submit" look="primary" disabled={isBusy}>
          {t`Make the link`}
        </Button>
      </DialogFoot>
    </form>
  );
}

/** Those that I may add people to, by name: as it is when the dialog opens. */
function groupsOf(client: ConfabClient): { value: string; label: string }[] {
  const { chats, userId: me } = client.getState();
  return [...chats.values()]
    .filter(({ kind, members, parts }) => {
      const role = members.find(({ userId }) => userId === me)?.role;
      return kind === 'group' && role && mayAddMembers({ role, chatKind: kind }, parts?.adding);
    })
    .map(({ id, name }) => ({ value: id, label: name ?? '' }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
}
