import { documentOf } from '@confab/client';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';

type Hidden = { hideSender?: true | undefined; hideText?: true | undefined };

/** What notifications do not say, for screens that others see too. */
export function HiddenParts() {
  const client = useClient();
  const hidden: Hidden = useClientState((state) => documentOf(state, 'notifications', null)?.push) ?? {};

  function choose(part: keyof Hidden, isHidden: boolean): void {
    const { [part]: _former, ...others } = hidden;
    const push = isHidden ? { ...others, [part]: true as const } : others;
    try {
      client.putDocument('notifications', null, { ...documentOf(client.getState(), 'notifications', null), push });
    } catch (reason) {
      tell(failureText(reason));
    }
  }

  const choices = [
    { part: 'hideSender', label: t`Hide the sender` },
    { part: 'hideText', label: t`Hide the message` },
  ] as const;
  return (
    <fieldset className="grid">
      <legend className="sr-only">{t`What notifications show`}</legend>
      {choices.map(({ part, label }) => (
        <label
          key={part}
          className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-sm pointer-coarse:min-h-touch has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="checkbox"
            checked={hidden[part] === true}
            onChange={(event) => choose(part, event.target.checked)}
            className="size-4 accent-accent"
          />
          <span className="font-medium">{label}</span>
          <span className="text-sm text-muted">{t`on all your devices`}</span>
        </label>
      ))}
    </fieldset>
  );
}
