import type { Usage } from '@confab/protocol';

export type Day = Usage['days'][number];

const dayMs = 86_400_000;

/** So many days up to today, of UTC, the oldest first: those that nobody counted are days on which nothing was. */
export function lastDays(counted: readonly Day[], count: number, now: Date): Day[] {
  const byDay = new Map(counted.map((day) => [day.day, day]));
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(now.getTime() - (count - 1 - index) * dayMs).toISOString().slice(0, 10);
    return byDay.get(day) ?? { day, people: 0, messages: 0 };
  });
}
