/** All days of the weeks that a month touches, in weeks. `firstWeekday`: 1 for Monday to 7 for Sunday, as ISO counts. */
export function weeksOfMonth(month: Date, firstWeekday: number): Date[][] {
  const first = new Date(month.getFullYear(), month.getMonth(), 1);
  const lead = (first.getDay() + 7 - (firstWeekday % 7)) % 7;
  const dayCount = new Date(month.getFullYear(), month.getMonth() + 1, 0).getDate();
  const weekCount = Math.ceil((lead + dayCount) / 7);
  const weeks = [...Array(weekCount).keys()];
  const days = [...Array(7).keys()];
  return weeks.map((week) => days.map((day) => addDays(first, week * 7 + day - lead)));
}

/** By the calendar: a day may have 23 hours. */
export function addDays(day: Date, count: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + count);
}

/** The same day of another month, or its last one. */
export function addMonths(day: Date, count: number): Date {
  const lastOfMonth = new Date(day.getFullYear(), day.getMonth() + count + 1, 0);
  return new Date(lastOfMonth.getFullYear(), lastOfMonth.getMonth(), Math.min(day.getDate(), lastOfMonth.getDate()));
}

export function startOfDay(time: Date): Date {
  return addDays(time, 0);
}

export function clampDay(day: Date, first: Date, last: Date): Date {
  if (day < first) return first;
  return day > last ? last : day;
}
