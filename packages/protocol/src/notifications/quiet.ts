import { instantOf, localTimeAt } from '../time/local-time.ts';

const weekMs = 7 * 86_400_000;

/** When somebody wants to hear nothing: see `notificationsDocument`. */
export interface Quiet {
  until?: string | undefined;
  weekly?: readonly QuietPlan[] | undefined;
  zone?: string | undefined;
}

/** `days`: 1 for Monday to 7 for Sunday. `from` and `to`: times of day as `22:30`. */
export interface QuietPlan {
  days: readonly number[];
  from: string;
  to: string;
}

export function isQuietAt(quiet: Quiet | undefined, now: number): boolean {
  return lastEnd(quiet, now) !== null;
}

/** Until when it is quiet, by hand and by the plan, one after the other; null where it is not. Milliseconds since 1970. */
export function quietUntil(quiet: Quiet | undefined, now: number): number | null {
  let until = lastEnd(quiet, now);
  // One may begin where another ends. Whoever has it quiet all week is told of a moment a week from now.
  while (until !== null && until - now < weekMs) {
    const further = lastEnd(quiet, until);
    if (further === null) break;
    until = further;
  }
  return until;
}

/** The last end of those that hold now. */
function lastEnd(quiet: Quiet | undefined, now: number): number | null {
  if (!quiet) return null;
  const byHand = quiet.until === undefined ? 0 : Date.parse(quiet.until);
  const zone = quiet.zone ?? 'UTC';
  const ends = (quiet.weekly ?? []).flatMap((plan) => endOf(plan, zone, now));
  const until = Math.max(byHand, ...ends);
  return until > now ? until : null;
}

/** When the plan that holds now ends; nothing where none does. One that goes past midnight began yesterday. */
function endOf({ days, from, to }: QuietPlan, zone: string, now: number): number[] {
  const { weekday } = dateAt(now, zone);
  const pastMidnight = to <= from;
  return [0, -1].flatMap((daysAgo) => {
    if (!days.includes(((weekday + daysAgo + 6) % 7) + 1) || (daysAgo < 0 && !pastMidnight)) return [];
    const start = timeAt(now, zone, daysAgo, from);
    const stop = timeAt(now, zone, daysAgo + Number(pastMidnight), to);
    return start <= now && now < stop ? [stop] : [];
  });
}

/**
 * Servers ask for many people at a time, of few zones, days and times of day; clocks of zones are slow to ask for. These are what was
 * asked for lately.
 */
const [dates, times] = [new Map<string, LocalDate>(), new Map<string, number>()];
const keptMax = 2_000;

type LocalDate = ReturnType<typeof localTimeAt>;

/** What the calendar shows. */
function dateAt(now: number, zone: string): LocalDate {
  // Clocks are set by whole minutes.
  return lookUp(dates, `${zone} ${Math.floor(now / 60_000)}`, () => localTimeAt(now, zone));
}

/** When clocks show a time as `22:30`, so many days after today. */
function timeAt(now: number, zone: string, days: number, time: string): number {
  const { year, month, day } = dateAt(now, zone);
  return lookUp(times, `${zone} ${year} ${month} ${day} ${days} ${time}`, () => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return instantOf({ year, month, day: day + days, hour, minute }, zone);
  });
}

function lookUp<Value>(kept: Map<string, Value>, key: string, make: () => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (kept.size >= keptMax) kept.clear();
  kept.set(key, made);
  return made;
}
