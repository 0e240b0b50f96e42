import { documentOf } from '@confab/client';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { playSound } from './sound.ts';

const usualVolume = 60;

/** A sound for what is worth hearing of, on all devices; silent until asked for. */
export function SoundRow() {
  const client = useClient();
  const { on = false, volume = usualVolume } =
    useClientState((state) => documentOf(state, 'notifications', null)?.sound) ?? {};

  function choose(sound: { on?: true; volume: number }): void {
    try {
      client.putDocument('notifications', null, { ...documentOf(client.getState(), 'notifications', null), sound });
    } catch (reason) {
      tell(failureText(reason));
    }
    if (sound.on) void playSound(sound.volume).catch(() => undefined);
  }

  function chooseVolume(next: number): void {
    if (next !== volume) choose({ on: true, volume: next });
  }

  return (
    <fieldset className="grid gap-1">
      <legend className="sr-only">{t`Sound`}</legend>
      <label className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-sm pointer-coarse:min-h-touch has-focus-visible:outline-2 has-focus-visible:outline-accent">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => choose({ ...(event.target.checked && { on: true }), volume })}
          className="size-4 accent-accent"
        />
        <span className="font-medium">{t`Play a sound`}</span>
        <span className="text-sm text-muted">{t`on all your devices`}</span>
      </label>
      {on && (
        <label className="flex min-h-9 items-center gap-3 ps-6.5 text-sm pointer-coarse:min-h-touch">
          {t`Volume`}
          <input
            type="range"
            min={10}
            max={100}
            step={10}
            defaultValue={volume}
            // Heard when it is let go, and not on the way there.
            onPointerUp={(event) => chooseVolume(event.currentTarget.valueAsNumber)}
            onKeyUp={(event) => chooseVolume(event.currentTarget.valueAsNumber)}
            className="w-44 max-w-full accent-accent"
          />
        </label>
      )}
    </fieldset>
  );
}
