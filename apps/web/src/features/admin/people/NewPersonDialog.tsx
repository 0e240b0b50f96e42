import { createPerson } from '@confab/protocol/administration/paths';
import { limits } from '@confab/protocol/limits';
import { mayGiveRole, placeRoles, type PlaceRole } from '@confab/protocol/place-role';
import { useState } from 'react';
import { nameError } from '../../../lib/name-error.ts';
import { roleText } from '../../../lib/role-words.ts';
import { type FormValues, useCheckedForm } from '../../../lib/use-checked-form.ts';
import { usernameError } from '../../../lib/username-error.ts';
import { t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { useOwnAccount } from '../../../session/own-account.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DialogFoot } from '../../../ui/DialogFoot.tsx';
import { FormError } from '../../../ui/FormError.tsx';
import { PasswordLink } from '../../../ui/PasswordLink.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextField } from '../../../ui/TextField.tsx';

type Made = { name: string; link: { token: string; expiresAt: string } };

/** Makes somebody an account, however people come in, and hands over the link by which they choose their password. */
export function NewPersonDialog({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
  const [made, setMade] = useState<Made | null>(null);
  return (
    <Dialog title={made === null ? t`New account` : t`The account of ${made.name}`} onClose={onClose}>
      {made === null ? (
        <NewPersonForm
          onClose={onClose}
          onMade={(person) => {
            setMade(person);
            onMade();
          }}
        />
      ) : (
        <PasswordLink link={made.link} name={made.name} onClose={onClose} />
      )}
    </Dialog>
  );
}

function NewPersonForm({ onClose, onMade }: { onClose: () => void; onMade: (made: Made) => void }) {
  const { rest } = useClient();
  const own = useOwnAccount()?.role ?? 'member';
  const [role, setRole] = useState<PlaceRole>('member');
  const { formRef, errors, isBusy, submit, clearField } = useCheckedForm({
    check: checkNewPerson,
    async request(values) {
      const [username, name] = [values['username']?.trim() ?? '', values['displayName']?.trim() ?? ''];
      const body = { username, role, ...(name !== '' && { displayName: name }) };
      onMade({ name: name || username, link: await rest.call(createPerson, { body }) });
    },
    onDone: () => {},
  });
  const fieldProps = (name: string) => ({ name, error: errors.fields[name], onInput: () => clearField(name) });
  return (
    <form ref={formRef} onSubmit={submit} noValidate className="flex flex-col gap-3.5">
      <TextField
        label={t`Name`}
        autoComplete="off"
        maxCharacters={limits.displayNameMax}
        hint={t`What others see. They can change it.`}
        {...fieldProps('displayName')}
      />
      <TextField
        label={t`Username`}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        required
        hint={t`${limits.usernameMin}–${limits.usernameMax} letters, digits, dots, dashes or underscores.`}
        {...fieldProps('username')}
      />
      <SelectField
        label={t`They come in as`}
        value={role}
        onChoose={setRole}
        options={placeRoles
          .filter((one) => mayGiveRole(own, one))
          .toReversed()
          .map((value) => ({ value, label: roleText(value) }))}
      />
      <FormError text={errors.form} />
      <DialogFoot>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button type="submit" look="primary" disabled={isBusy}>
          {t`Make the account`}
        </Button>
      </DialogFoot>
    </form>
  );
}

function checkNewPerson({ username = '', displayName = '' }: FormValues): Record<string, string> {
  const [name, tooBad] = [displayName.trim(), usernameError(username.trim())];
  const nameFault = name === '' ? null : nameError(name);
  return {
    ...(nameFault !== null && { displayName: nameFault }),
    ...(tooBad !== null && { username: tooBad }),
  };
}
