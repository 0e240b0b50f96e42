import { dayAt, localTimeAt } from '../time/local-time.ts';

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

/** `now`: milliseconds since 1970. */
export function isMutedAt(muted: string | undefined, now: number): boolean {
  return muted === 'always' || (muted !== undefined && Date.parse(muted) > now);
}

export function isQuietAt(quiet: Quiet | undefined, now: number): boolean {
  return quietUntil(quiet, now) !== null;
}

/** Until when it is quiet, by hand or by the plan, whichever lasts longer; null where it is not. Milliseconds since 1970. */
export function quietUntil(quiet: Quiet | undefined, now: number): number | null {
  if (!quiet) return null;
  const byHand = quiet.until === undefined ? 0 : Date.parse(quiet.until);
  const zone = quiet.zone ?? 'UTC';
  const ends = (quiet.weekly ?? []).flatMap((plan) => endOf(plan, zone, now));
  const until = Math.max(byHand, ...ends);
  return until > now ? until : null;
}

/** When the plan that holds now ends; nothing where none does. One that goes past midnight began yesterday. */
function endOf({ days, from, to }: QuietPlan, zone: string, now: number): number[] {
  const { weekday } = localTimeAt(now, zone);
  const [begin, end] = [clockOf(from), clockOf(to)];
  const pastMidnight = minutesOf(end) <= minutesOf(begin);
  return [0, -1].flatMap((daysAgo) => {
    if (!days.includes(((weekday + daysAgo + 6) % 7) + 1)) return [];
    const [start, stop] = [
      dayAt(now, zone, { days: daysAgo, ...begin }),
      dayAt(now, zone, { days: daysAgo + Number(pastMidnight), ...end }),
    ];
    return start <= now && now < stop ? [stop] : [];
  });
}

function clockOf(time: string): { hour: number; minute: number } {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { hour, minute };
}

function minutesOf({ hour, minute }: { hour: number; minute: number }): number {
  return hour * 60 + minute;
}
