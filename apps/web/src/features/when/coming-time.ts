import { clockTime, dayKey } from '../../lib/dates.ts';
import { formatLocale, perLocale } from '../../lib/locale.ts';
import { t } from '../../lib/words.ts';

const nearDays = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const weekday = perLocale((locale) => new Intl.DateTimeFormat(locale, { weekday: 'long' }));
const date = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }),
);
const dated = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
);

/** When something is to come: "Tomorrow, 9:00", "Monday, 9:00", "Mon, 30 Nov, 9:00". */
export function comingTime(iso: string, now: Date): string {
  return t`${dayText(new Date(iso), now)}, ${clockTime(iso)}`;
}

function dayText(at: Date, now: Date): string {
  const dayAfter = (days: number): string =>
    dayKey(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).toISOString());
  const key = dayKey(at.toISOString());
  for (const days of [-1, 0, 1]) if (key === dayAfter(days)) return capitalised(nearDays().format(days, 'day'));
  for (let days = 2; days < 7; days += 1) if (key === dayAfter(days)) return capitalised(weekday().format(at));
  return (at.getFullYear() === now.getFullYear() ? date() : dated()).format(at);
}

/** Dates are written for the middle of a sentence; here they begin one. */
function capitalised(text: string): string {
  const [first = ''] = text;
  return first.toLocaleUpperCase(formatLocale()) + text.slice(first.length);
}
