import type { PlaceSettings } from '@confab/protocol';
import { useState, type SubmitEvent } from 'react';
import { t } from '../../../lib/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { CheckRow } from '../../../ui/CheckRow.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { isLocked, LockedNote } from '../../../ui/LockedNote.tsx';
import { Setting, type SettingProps } from './Setting.tsx';

type Limits = NonNullable<PlaceSettings['newAccounts']>;
type LimitName = 'hours' | 'messagesPerMinute' | 'chatsPerHour';

/** Where it is switched on. */
const usual: Limits = { hours: 24, messagesPerMinute: 30, links: true, chatsPerHour: 20 };
const bounds: Readonly<Record<LimitName, readonly [least: number, most: number]>> = {
  hours: [1, 720],
  messagesPerMinute: [1, 600],
  chatsPerHour: [0, 1_000],
};

/** What an account may do in its first hours, so that somebody who came to disturb is met while it is little. */
export function NewAccountsSetting({ answer, onSave }: SettingProps) {
  const { newAccounts } = answer.settings;
  const locked = isLocked(answer, 'newAccounts');
  return (
    <Setting
      title={t`New accounts`}
      note={t`What they may do in their first hours. It begins once it’s decided who may join.`}
    >
      {!locked && (
        <div className="-mx-2">
          <CheckRow
            label={t`Limit new accounts`}
            isOn={newAccounts !== null}
            onChange={async (isOn) => void (await onSave({ newAccounts: isOn ? usual : null }))}
          />
        </div>
      )}
      {newAccounts !== null && <LimitsForm kept={newAccounts} isLocked={locked} onSave={onSave} />}
      <LockedNote answer={answer} name="newAccounts" />
    </Setting>
  );
}

type LimitsFormProps = Pick<SettingProps, 'onSave'> & { kept: Limits; isLocked: boolean };

function LimitsForm({ kept, isLocked: locked, onSave }: LimitsFormProps) {
  const [typed, setTyped] = useState({
    hours: String(kept.hours),
    messagesPerMinute: String(kept.messagesPerMinute),
    chatsPerHour: String(kept.chatsPerHour),
  });
  const names: Readonly<Record<LimitName, string>> = {
    hours: t`For how many hours`,
    messagesPerMinute: t`Messages in a minute`,
    chatsPerHour: t`New chats in an hour`,
  };
  const limits = (Object.keys(names) as LimitName[]).map((name) => ({ name, ...read(typed[name], bounds[name]) }));
  const isFine = limits.every(({ value }) => value !== null);
  const isChanged = limits.some(({ name, value }) => value !== kept[name]);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const changed = Object.fromEntries(limits.map(({ name, value }) => [name, value])) as Pick<Limits, LimitName>;
    if (isFine) void onSave({ newAccounts: { ...kept, ...changed } });
  }

  return (
    <form onSubmit={submit} className="mt-3">
      <div className="grid gap-3 wide:grid-cols-3">
        {limits.map(({ name, error }) => (
          <TextField
            key={name}
            label={names[name]}
            inputMode="numeric"
            value={typed[name]}
            disabled={locked}
            error={error}
            onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
          />
        ))}
      </div>
      <div className="-mx-2 mt-3">
        <CheckRow
          label={t`They may send links`}
          isOn={kept.links}
          isLocked={locked}
          onChange={async (isOn) => void (await onSave({ newAccounts: { ...kept, links: isOn } }))}
        />
      </div>
      <Button type="submit" className="mt-3" disabled={locked || !isFine || !isChanged}>
        {t`Save`}
      </Button>
    </form>
  );
}

function read(text: string, [least, most]: readonly [number, number]): { value: number | null; error?: string } {
  const value = /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return { value };
  return { value: null, error: t`A number from ${least} to ${most}.` };
}
