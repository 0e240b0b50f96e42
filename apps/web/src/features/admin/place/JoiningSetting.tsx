import { useState, type SubmitEvent } from 'react';
import { joiningText, joiningWays, readDomains, uncheckedText } from '../../../lib/joining-words.ts';
import { t } from '../../../lib/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { RadioRow } from '../../../ui/RadioRow.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { isLocked, LockedNote } from '../../../ui/LockedNote.tsx';
import { Setting, type SettingProps } from './Setting.tsx';

export function JoiningSetting({ answer, onSave }: SettingProps) {
  const { joining, decided } = answer.settings;
  const locked = isLocked(answer, 'joining');
  return (
    <Setting
      title={t`Who may join`}
      note={
        !decided && answer.isReachable
          ? t`This place can be reached from outside, and nobody has decided yet who may come in.`
          : t`It holds for new accounts. Who is here already stays.`
      }
    >
      <fieldset disabled={locked}>
        <legend className="sr-only">{t`Who may join`}</legend>
        {joiningWays.map((way) => {
          const { title, note } = joiningText(way);
          return (
            <RadioRow
              key={way}
              name="joining"
              label={title}
              note={note}
              isOn={way === joining}
              onChoose={() => void onSave({ joining: way })}
            />
          );
        })}
      </fieldset>
      <LockedNote answer={answer} name="joining" />
      {joining === 'domain' && <Domains answer={answer} onSave={onSave} />}
    </Setting>
  );
}

function Domains({ answer, onSave }: SettingProps) {
  const kept = answer.settings.domains.join(', ');
  const [typed, setTyped] = useState(kept);
  const locked = isLocked(answer, 'domains');

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    void onSave({ domains: readDomains(typed) });
  }

  return (
    <form onSubmit={submit} className="mt-3 flex flex-wrap items-end gap-2">
      <TextField
        className="min-w-0 flex-1"
        label={t`Domains`}
        hint={t`Several are separated by commas: example.org, example.com`}
        value={typed}
        autoCapitalize="none"
        spellCheck={false}
        disabled={locked}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" disabled={locked || typed === kept}>
        {t`Save`}
      </Button>
      <LockedNote answer={answer} name="domains" />
      {!answer.hasMail && <p className="basis-full text-sm text-muted">{uncheckedText()}</p>}
    </form>
  );
}
