import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { classNames } from '../../ui/class-names.ts';
import { setTone } from './own-emoji.ts';
import { withTone } from './with-tone.ts';

const tones = [0, 1, 2, 3, 4, 5] as const;

/** Which tone of skin emoji of people have. */
export function ToneChoice({ tone }: { tone: number }) {
  const client = useClient();
  return (
    <fieldset className="flex shrink-0">
      <legend className="sr-only">{t`Skin tone`}</legend>
      {tones.map((one) => (
        <label
          key={one}
          className={classNames(
            'relative grid min-h-7 min-w-7 pointer-coarse:min-h-touch pointer-coarse:min-w-9 place-items-center rounded-sm text-base leading-none hover:bg-tint has-focus-visible:outline-2 has-focus-visible:outline-accent',
            one === tone && 'bg-accent-soft',
          )}
        >
          <input
            type="radio"
            name="tone"
            className="absolute inset-0 opacity-0"
            aria-label={toneName(one)}
            checked={one === tone}
            onChange={() => setTone(client, one)}
          />
          <span aria-hidden="true">{withTone('✋', one)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function toneName(tone: number): string {
  const names = [t`No skin tone`, t`Light`, t`Medium light`, t`Medium`, t`Medium dark`, t`Dark`];
  return names[tone] ?? '';
}
