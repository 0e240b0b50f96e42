import type { UserStatus } from '@confab/protocol';
import { limits } from '@confab/protocol/limits';
import { useId, useState, type SubmitEvent } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { useClient, useMyId, useUser } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { shownStatus } from './status.ts';
import { StatusEmoji } from './StatusEmoji.tsx';

type Lasting = 'hour' | 'today' | 'week' | 'ever';
type Preset = { emoji: string; text: string; lasts: Lasting };

const presets = (): Preset[] => [
  { emoji: '📅', text: t`In a meeting`, lasts: 'hour' },
  { emoji: '🍽️', text: t`Having lunch`, lasts: 'hour' },
  { emoji: '🎧', text: t`Focusing`, lasts: 'hour' },
  { emoji: '🏠', text: t`Working from home`, lasts: 'today' },
  { emoji: '🤒', text: t`Off sick`, lasts: 'today' },
  { emoji: '🌴', text: t`On holiday`, lasts: 'ever' },
];

const lastingWords = (): Record<Lasting, string> => ({
  hour: t`For an hour`,
  today: t`Today`,
  week: t`This week`,
  ever: t`Don’t clear`,
});

/** Two presses: one on what is said often, or a few words of one's own. */
export function StatusDialog({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const lastingId = useId();
  const now = shownStatus(useUser(useMyId()), useNow().getTime());
  const [text, setText] = useState(now?.text ?? '');
  const [emoji, setEmoji] = useState(now?.emoji ?? null);
  const [lasts, setLasts] = useState<Lasting>('ever');
  const [error, setError] = useState<string | null>(null);
  const set = (status: UserStatus | null): void =>
    void client.changeMe({ status }).then(onClose, (reason: unknown) => setError(failureText(reason)));

  function save(event: SubmitEvent): void {
    event.preventDefault();
    if (text.trim() === '' && emoji === null) return set(null);
    set({ emoji: emoji ?? '💬', text: text.trim(), until: endOf(lasts, new Date()) });
  }

  return (
    <Dialog title={t`Your status`} onClose={onClose}>
      <ul className="-mx-1 mb-3 grid grid-cols-2 gap-1">
        {presets().map((preset) => (
          <li key={preset.emoji}>
            <button
              type="button"
              onClick={() => set({ emoji: preset.emoji, text: preset.text, until: endOf(preset.lasts, new Date()) })}
              className="flex min-h-11 w-full items-center gap-2.5 rounded-md px-2 py-1 text-start text-sm hover:bg-tint"
            >
              <span aria-hidden="true" className="text-lg">
                {preset.emoji}
              </span>
              <span className="min-w-0">
                {preset.text}
                <span className="block text-2xs text-muted">{lastingWords()[preset.lasts]}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <form onSubmit={save}>
        <div className="flex items-end gap-2">
          <StatusEmoji emoji={emoji} onPick={setEmoji} />
          <TextField
            className="min-w-0 flex-1"
            label={t`Status message`}
            value={text}
            maxCharacters={limits.statusMax}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <label htmlFor={lastingId} className="mt-3 mb-1 block text-sm font-medium">
          {t`Clear after`}
        </label>
        <select
          id={lastingId}
          value={lasts}
          onChange={(event) => setLasts(event.target.value as Lasting)}
          className="min-h-10 w-full rounded-sm border border-edge bg-bg px-3 text-text outline-none focus:border-accent focus:ring-3 focus:ring-(--ring) pointer-coarse:min-h-touch"
        >
          {Object.entries(lastingWords()).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <FormError text={error} />
        <DialogFoot>
          {now && (
            <Button className="me-auto" onClick={() => set(null)}>
              {t`Clear status`}
            </Button>
          )}
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="primary" type="submit">
            {t`Save`}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

/** Days and weeks end where this browser is. */
function endOf(lasts: Lasting, now: Date): string | null {
  if (lasts === 'ever') return null;
  if (lasts === 'hour') return new Date(now.getTime() + 3_600_000).toISOString();
  const days = lasts === 'today' ? 1 : 8 - (now.getDay() || 7);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).toISOString();
}
