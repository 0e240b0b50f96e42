import { limits } from '@confab/protocol/limits';
import { useState } from 'react';
import { nameError } from '../../lib/name-error.ts';
import { useCheckedForm } from '../../lib/use-checked-form.ts';
import { t } from '../../lib/words.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useClient, useUser } from '../../session/client.ts';
import { useSession } from '../../session/session.ts';
import { ChangePicture } from '../faces/index.ts';

export function ProfileForm() {
  const client = useClient();
  const { me, refresh } = useSession();
  const picture = useUser(me?.id ?? '')?.picture ?? '';
  const [isSaved, setSaved] = useState(false);
  const [isChanged, setChanged] = useState(false);
  const { formRef, ...form } = useCheckedForm({
    check: ({ displayName = '' }) => {
      const error = displayName.trim() === '' ? t`Enter a name.` : nameError(displayName);
      return error === null ? {} : { displayName: error };
    },
    request: ({ displayName = '' }) => client.rest.updateMe({ displayName: displayName.trim() }),
    onDone: () => {
      setSaved(true);
      setChanged(false);
      refresh();
    },
  });
  if (me === null) return null;
  return (
    <form ref={formRef} onSubmit={(event) => (isChanged ? form.submit(event) : event.preventDefault())} noValidate>
      <ChangePicture picture={picture} className="mb-4 flex flex-wrap items-center gap-4">
        <Avatar id={me.id} name={me.displayName} size="l" on="bg" />
      </ChangePicture>
      <TextField
        label={t`Your name`}
        name="displayName"
        defaultValue={me.displayName}
        maxCharacters={limits.displayNameMax}
        autoComplete="name"
        hint={t`You log in as @${me.username}.`}
        error={form.errors.fields['displayName']}
        onInput={({ currentTarget }) => {
          form.clearField('displayName');
          setSaved(false);
          setChanged(currentTarget.value.trim() !== me.displayName);
        }}
      />
      <FormError text={form.errors.form} />
      <div className="mt-3 flex items-center justify-end gap-3">
        <span role="status" className="text-sm text-muted">
          {isSaved && t`Saved.`}
        </span>
        <Button type="submit" look={isChanged ? 'primary' : 'soft'} aria-disabled={form.isBusy || !isChanged}>
          {t`Save name`}
        </Button>
      </div>
    </form>
  );
}
