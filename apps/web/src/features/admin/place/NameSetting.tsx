import { useState, type SubmitEvent } from 'react';
import { t } from '../../../lib/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { isLocked, LockedNote } from '../../../ui/LockedNote.tsx';
import { Setting, type SettingProps } from './Setting.tsx';

const nameMax = 64;

export function NameSetting({ answer, onSave }: SettingProps) {
  const { name } = answer.settings;
  const [typed, setTyped] = useState(name);
  const locked = isLocked(answer, 'name');
  const wanted = typed.trim();

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (wanted !== '' && wanted !== name) void onSave({ name: wanted });
  }

  return (
    <Setting title={t`Name`} note={t`What people read where they log in, and above their chats.`}>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <TextField
          className="min-w-0 flex-1"
          label={t`Name of the place`}
          value={typed}
          maxCharacters={nameMax}
          disabled={locked}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit" disabled={locked || wanted === '' || wanted === name} className="min-h-10">
          {t`Save`}
        </Button>
      </form>
      <LockedNote answer={answer} name="name" />
    </Setting>
  );
}
