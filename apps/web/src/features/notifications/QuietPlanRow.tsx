import type { QuietPlan } from '@confab/protocol/notify';
import { Trash2 } from 'lucide-react';
import { perLocale } from '../../lib/locale.ts';
import { t } from '../../lib/words.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';

type Plan = { days: number[]; from: string; to: string };
type QuietPlanRowProps = {
  plan: QuietPlan;
  /** From 1 on, to tell it from others by ear. */
  place: number;
  onChange: (plan: Plan) => void;
  onDelete: () => void;
};

const timeLook =
  'min-h-9 rounded-sm border border-edge bg-bg px-2 text-text outline-none focus:border-accent focus:ring-3 focus:ring-(--ring) pointer-coarse:min-h-touch';

/** From Monday on, as plans number them. */
const week = perLocale((locale) => {
  const [short, long] = (['short', 'long'] as const).map(
    (weekday) => new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }),
  );
  return Array.from({ length: 7 }, (_, index) => {
    // The fifth of January 1970 was a Monday.
    const date = new Date(Date.UTC(1970, 0, 5 + index));
    return { day: index + 1, short: short?.format(date) ?? '', long: long?.format(date) ?? '' };
  });
});

/** On which days from when to when: past midnight, where it ends earlier than it begins. */
export function QuietPlanRow({ plan, place, onChange, onDelete }: QuietPlanRowProps) {
  const { days, from, to } = plan;
  const change = (changes: Partial<Plan>): void => onChange({ days: [...days], from, to, ...changes });
  function toggle(day: number): void {
    const others = days.filter((other) => other !== day);
    const next = others.length < days.length ? others : [...days, day].toSorted((a, b) => a - b);
    // One without days is deleted by its button.
    if (next.length > 0) change({ days: next });
  }
  return (
    <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-surface p-2.5">
      <legend className="sr-only">{t`Schedule ${String(place)}`}</legend>
      <span className="flex flex-wrap gap-1">
        {week().map(({ day, short, long }) => (
          <button
            key={day}
            type="button"
            aria-label={long}
            aria-pressed={days.includes(day)}
            onClick={() => toggle(day)}
            className={classNames(
              'min-h-8 min-w-9 rounded-sm px-1.5 text-xs font-medium pointer-coarse:min-h-touch pointer-coarse:min-w-touch',
              days.includes(day) ? 'bg-accent-soft text-accent-text' : 'text-muted hover:bg-tint',
            )}
          >
            {short}
          </button>
        ))}
      </span>
      <span className="flex items-center gap-2 text-sm">
        <input
          type="time"
          required
          aria-label={t`From`}
          value={from}
          onChange={(event) => event.target.value !== '' && change({ from: event.target.value })}
          className={timeLook}
        />
        <span aria-hidden="true">–</span>
        <input
          type="time"
          required
          aria-label={t`To`}
          value={to}
          onChange={(event) => event.target.value !== '' && change({ to: event.target.value })}
          className={timeLook}
        />
        <IconButton icon={Trash2} label={t`Delete this schedule`} onClick={onDelete} />
      </span>
    </fieldset>
  );
}
