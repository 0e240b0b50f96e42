const dayMs = 86_400_000;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const shortWeekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const longWeekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long' });
const shortDate = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const longDate = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const datedYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const shortDatedYear = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: '2-digit', year: '2-digit' });
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' });

/** 14:32 */
export function clockTime(iso: string): string {
  return clock.format(new Date(iso));
}

/** For a tooltip: Sunday, 22 November 2026 at 14:32 */
export function exactTime(iso: string): string {
  return exact.format(new Date(iso));
}

/** When a chat was last spoken in: the time today, then the weekday for a week, then the date. */
export function listTime(iso: string, now: Date): string {
  const date = new Date(iso);
  const days = calendarDaysBetween(date, now);
  if (days <= 0) return clock.format(date);
  if (days < 7) return shortWeekday.format(date);
  return date.getFullYear() === now.getFullYear() ? shortDate.format(date) : shortDatedYear.format(date);
}

/** The words of a day divider. */
export function dayLabel(iso: string, now: Date): string {
  const date = new Date(iso);
  const days = calendarDaysBetween(date, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days > 1 && days < 7) return longWeekday.format(date);
  return date.getFullYear() === now.getFullYear() ? longDate.format(date) : datedYear.format(date);
}

/** Equal for two times of one calendar day here. */
export function dayKey(iso: string): string {
  const date = new Date(iso);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** Whole calendar days; rounding absorbs the hour that daylight saving takes or gives. */
function calendarDaysBetween(earlier: Date, later: Date): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / dayMs);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** "3 minutes ago" for people who are away. */
export function agoText(iso: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - new Date(iso).getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return hours === 1 ? '1 hour ago' : `${hours} hours ago`;
  return listTime(iso, now);
}
