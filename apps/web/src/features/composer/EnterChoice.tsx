import { documentOf } from '@confab/client';
import { failureText } from '../../lib/failure-text.ts';
import { withCtrl } from '../../lib/key-names.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { enterSends } from '../../session/enter-sends.ts';

/** What Enter does while one writes, on every device with a keyboard. */
export function EnterChoice() {
  const client = useClient();
  const sends = useClientState(enterSends);
  function choose(choice: boolean): void {
    const kept = documentOf(client.getState(), 'composer', null);
    try {
      client.putDocument('composer', null, { ...kept, enterSends: choice });
    } catch (reason) {
      tell(failureText(reason));
    }
  }
  const ways = [
    { value: true, label: t`Enter sends`, note: t`Shift Enter makes a new line` },
    { value: false, label: t`Enter makes a new line`, note: t`${withCtrl(t`Enter`)} sends` },
  ];
  return (
    <fieldset className="grid gap-1 rounded-md px-1">
      <legend className="sr-only">{t`What Enter does`}</legend>
      {ways.map(({ value, label, note }) => (
        <label
          key={label}
          className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-sm pointer-coarse:min-h-touch has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="enter"
            checked={sends === value}
            onChange={() => choose(value)}
            className="size-4 accent-accent"
          />
          <span className="font-medium">{label}</span>
          <span className="text-sm text-muted">{note}</span>
        </label>
      ))}
    </fieldset>
  );
}
