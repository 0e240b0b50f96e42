import { formatLocale, perLocale } from './locale.ts';
import { t } from './words.ts';

const dayMs = 86_400_000;

const dated = (options: Intl.DateTimeFormatOptions): (() => Intl.DateTimeFormat) =>
  perLocale((locale) => new Intl.DateTimeFormat(locale, options));

const clock = dated({ timeStyle: 'short' });
const shortWeekday = dated({ weekday: 'short' });
const longWeekday = dated({ weekday: 'long' });
const shortDate = dated({ day: 'numeric', month: 'short' });
const longDate = dated({ weekday: 'long', day: 'numeric', month: 'long' });
const datedYear = dated({ day: 'numeric', month: 'long', year: 'numeric' });
const shortDatedYear = dated({ day: '2-digit', month: '2-digit', year: '2-digit' });
const exact = dated({ dateStyle: 'full', timeStyle: 'short' });
const relative = perLocale((locale) => new Intl.RelativeTimeFormat(locale));
const nearDays = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

/** 14:32, or 2:32 PM */
export function clockTime(iso: string): string {
  return clock().format(new Date(iso));
}

/** Where there is no room for the half of the day: 14:32, or 2:32 */
export function bareTime(iso: string): string {
  const parts = clock().formatToParts(new Date(iso));
  return parts
    .filter(({ type }) => type !== 'dayPeriod')
    .map(({ value }) => value)
    .join('')
    .trim();
}

/** For a tooltip: Sunday, 22 November 2026 at 14:32 */
export function exactTime(iso: string): string {
  return exact().format(new Date(iso));
}

/** When a chat was last spoken in: the time today, then the weekday for a week, then the date. */
export function listTime(iso: string, now: Date): string {
  const date = new Date(iso);
  const days = calendarDaysBetween(date, now);
  if (days <= 0) return clock().format(date);
  if (days < 7) return shortWeekday().format(date);
  return (isSameYear(date, now) ? shortDate() : shortDatedYear()).format(date);
}

/** The words of a day divider. */
export function dayLabel(iso: string, now: Date): string {
  const date = new Date(iso);
  const days = calendarDaysBetween(date, now);
  if (days === 0 || days === 1) return capitalised(nearDays().format(-days, 'day'));
  if (days > 1 && days < 7) return capitalised(longWeekday().format(date));
  return capitalised((isSameYear(date, now) ? longDate() : datedYear()).format(date));
}

/** Equal for two times of one calendar day here. */
export function dayKey(iso: string): string {
  const date = new Date(iso);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** Whole calendar days; rounding absorbs the hour that daylight saving takes or gives. */
export function calendarDaysBetween(earlier: Date, later: Date): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / dayMs);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function isSameYear(date: Date, other: Date): boolean {
  return date.getFullYear() === other.getFullYear();
}

/** Dates are written for the middle of a sentence; here they begin one. */
function capitalised(text: string): string {
  const [first = ''] = text;
  return first.toLocaleUpperCase(formatLocale()) + text.slice(first.length);
}

/** "3 minutes ago" for people who are away. */
export function agoText(iso: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - new Date(iso).getTime()) / 60_000);
  if (minutes < 1) return t`just now`;
  if (minutes < 60) return relative().format(-minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return relative().format(-hours, 'hour');
  return listTime(iso, now);
}
