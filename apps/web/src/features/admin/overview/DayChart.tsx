import { useId } from 'react';
import { perLocale } from '../../../lib/locale.ts';
import { t } from '../../../lib/words.ts';
import type { Day } from './last-days.ts';

type DayChartProps = {
  title: string;
  /** Null before they are known. */
  days: readonly Day[] | null;
  valueOf: (day: Day) => number;
};

const ofRow = { scope: 'row' } as const;
const width = 300;
const height = 88;
const gap = 2;
const dates = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
);
const numbers = perLocale((locale) => new Intl.NumberFormat(locale));

/** A bar for each day. The same numbers stand in a table, for whoever does not see bars. */
export function DayChart({ title, days, valueOf }: DayChartProps) {
  const id = useId();
  const values = days?.map(valueOf) ?? [];
  const most = Math.max(1, ...values);
  const step = width / Math.max(1, values.length);
  const first = days?.[0];
  const last = days?.at(-1);
  return (
    <figure aria-labelledby={id} className="min-w-0">
      <figcaption id={id} className="mb-2 flex items-baseline justify-between gap-2 text-sm font-medium">
        {title}
        {days !== null && (
          <span className="text-xs font-normal text-muted tabular-nums">{t`at most ${Math.max(0, ...values)}`}</span>
        )}
      </figcaption>
      {days === null ? (
        <span className="skeleton block h-24 w-full" />
      ) : (
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="h-24 w-full rtl:-scale-x-100"
        >
          {values.map((value, index) => {
            const bar = value === 0 ? 1 : Math.max(3, (value / most) * height);
            return (
              <rect
                key={days[index]?.day}
                x={index * step + gap / 2}
                y={height - bar}
                width={Math.max(1, step - gap)}
                height={bar}
                rx={1.5}
                className={value === 0 ? 'fill-line-strong' : 'fill-accent'}
              />
            );
          })}
        </svg>
      )}
      <p aria-hidden="true" className="mt-1.5 flex min-h-4 justify-between text-2xs text-muted">
        {first && <span>{dayText(first.day)}</span>}
        {last && <span>{t`Today`}</span>}
      </p>
      {days !== null && (
        <table className="sr-only">
          <caption>{title}</caption>
          <tbody>
            {days.map((day) => (
              <tr key={day.day}>
                <th {...ofRow}>{dayText(day.day)}</th>
                <td>{numbers().format(valueOf(day))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </figure>
  );
}

function dayText(day: string): string {
  return dates().format(new Date(`${day}T00:00:00Z`));
}
