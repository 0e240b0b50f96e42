/**
 * What clocks show in a time zone, and when they show it. By the data of `Intl`, so that a browser and the server agree. In a file
 * without schemas, so that a browser can have it for its size.
 */
export interface LocalTime {
  year: number;
  /** 1 to 12. */
  month: number;
  /** 1 to 31; what is past the end of the month goes on into the next one. */
  day: number;
  hour: number;
  minute: number;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  // People have one zone, servers those of their people.
  if (formats.size >= 500) formats.clear();
  formats.set(zone, made);
  return made;
}

/** What clocks show, as milliseconds since 1970 as if that were in UTC. */
function shownAt(instant: number, zone: string): number {
  const shown = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatOf(zone).formatToParts(instant)) {
    if (type in shown) shown[type as keyof typeof shown] = Number(value);
  }
  const { year, month, day, hour, minute, second } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** `weekday`: 1 for Monday to 7 for Sunday. `instant`: milliseconds since 1970. Throws a RangeError for a zone that is none. */
export function localTimeAt(instant: number, zone: string): LocalTime & { weekday: number } {
  const shown = new Date(shownAt(instant, zone));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    weekday: shown.getUTCDay() || 7,
  };
}

/**
 * When clocks there show it, in milliseconds since 1970. Of a time that clocks show twice the first one; a time that they leave out
 * goes to the next one that they show.
 */
export function instantOf({ year, month, day, hour, minute }: LocalTime, zone: string): number {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  // No zone is further from UTC than a day, or changes twice within two.
  const offsets = [wanted - dayMs, wanted + dayMs].map((near) => shownAt(near, zone) - near);
  const [first = wanted, last = wanted] = offsets.map((offset) => wanted - offset).toSorted((a, b) => a - b);
  for (const instant of [first, last]) if (shownAt(instant, zone) === wanted) return instant;
  return firstThatShows(wanted, { from: first, to: last, zone });
}

/** The moment at which clocks leap over it. */
function firstThatShows(wanted: number, { from, to, zone }: { from: number; to: number; zone: string }): number {
  let [before, after] = [Math.floor(from / minuteMs), Math.ceil(to / minuteMs)];
  while (before < after) {
    const middle = Math.floor((before + after) / 2);
    if (shownAt(middle * minuteMs, zone) < wanted) before = middle + 1;
    else after = middle;
  }
  return after * minuteMs;
}

/** So many days after today there, at that time. */
export function dayAt(
  now: number,
  zone: string,
  { days, hour, minute = 0 }: { days: number; hour: number; minute?: number },
): number {
  const { year, month, day } = localTimeAt(now, zone);
  return instantOf({ year, month, day: day + days, hour, minute }, zone);
}

/** The next such day of the week after today, 1 for Monday to 7 for Sunday, at that time. */
export function weekdayAt(
  now: number,
  zone: string,
  { weekday, hour, minute = 0 }: { weekday: number; hour: number; minute?: number },
): number {
  const today = localTimeAt(now, zone).weekday;
  return dayAt(now, zone, { days: ((weekday - today + 6) % 7) + 1, hour, minute });
}
