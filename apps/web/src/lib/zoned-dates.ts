import { calendarDaysBetween, clockTime } from './dates.ts';
import { formatLocale, perLocale } from './locale.ts';

const dateAndTime = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }),
);

/** Of this browser, as `Europe/Berlin`. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** What a clock shows there now: 14:32. Null for a zone that the server knows and this browser does not. */
export function zonedTime(now: Date, timeZone: string): string | null {
  try {
    return new Intl.DateTimeFormat(formatLocale(), { timeStyle: 'short', timeZone }).format(now);
  } catch {
    return null;
  }
}

/** When one of many things was done, to the minute: 14:32 today, 22 Nov, 14:32 before. */
export function doneTime(iso: string, now: Date): string {
  const date = new Date(iso);
  return calendarDaysBetween(date, now) <= 0 ? clockTime(iso) : dateAndTime().format(date);
}
