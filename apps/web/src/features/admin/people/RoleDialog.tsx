import { mayGiveRole, placeRoles, type PlaceRole } from '@confab/protocol/place-role';
import { useState, type SubmitEvent } from 'react';
import { roleText } from '../../../lib/role-words.ts';
import { t } from '../../../lib/words.ts';
import { useOwnAccount } from '../../../session/own-account.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DialogFoot } from '../../../ui/DialogFoot.tsx';
import { FormError } from '../../../ui/FormError.tsx';
import { RadioRow } from '../../../ui/RadioRow.tsx';
import { useChangePeople } from './use-change-people.ts';

type RoleDialogProps = {
  userIds: readonly string[];
  name: string;
  /** What they are now, where that is one. */
  current: PlaceRole | null;
  onClose: () => void;
  onDone: () => void;
};

/** One of the roles that I may give. */
export function RoleDialog({ userIds, name, current, onClose, onDone }: RoleDialogProps) {
  const own = useOwnAccount()?.role ?? 'member';
  const offered = placeRoles.filter((one) => mayGiveRole(own, one));
  const [chosen, setChosen] = useState<PlaceRole>(current ?? 'member');
  const { isBusy, error, change } = useChangePeople();

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (chosen !== current && !(await change(userIds, { type: 'set-role', role: chosen }))) return;
    onClose();
    onDone();
  }

  return (
    <Dialog title={t`Role of ${name}`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <fieldset>
          <legend className="sr-only">{t`Role`}</legend>
          {offered.map((one) => (
            <RadioRow
              key={one}
              name="role"
              label={roleText(one)}
              note={roleNote(one)}
              isOn={one === chosen}
              onChoose={() => setChosen(one)}
            />
          ))}
        </fieldset>
        <FormError text={error} />
        <DialogFoot>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="primary" disabled={isBusy}>
            {t`Save`}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function roleNote(role: PlaceRole): string {
  switch (role) {
    case 'owner':
      return t`May do everything, and makes others owners and admins.`;
    case 'admin':
      return t`Manages people, invitations, groups and the settings of the place.`;
    case 'moderator':
      return t`Decides about reports, and keeps order.`;
    case 'member':
      return t`Talks with everybody, and starts groups.`;
    case 'guest':
      return t`Sees only the groups that they were put into, and the people there.`;
  }
}
