/** How often somebody goes somewhere on this device: each time counts one, half of it a week later. */
type Visit = { weight: number; at: number };

/** By key: "chat:…", "page:/saved", "command:theme". */
export type Trail = ReadonlyMap<string, Visit>;

const halfLifeMs = 7 * 24 * 3_600_000;
/** Where somebody has not been for longest, weighed as above, is forgotten first. */
const placesMax = 100;

/** Unreadable by whoever else logs in here: it is kept under the id of its person, as all that a browser keeps. */
function trailKey(userId: string): string {
  return `confab.trail.${userId}`;
}

export function readTrail(userId: string): Trail {
  const kept = read(trailKey(userId));
  return new Map(Array.isArray(kept) ? kept.flatMap(visitIn) : []);
}

export function noteVisitTo(userId: string, place: string, at = Date.now()): void {
  const trail = new Map(readTrail(userId));
  trail.set(place, { weight: weightAt(trail.get(place), at) + 1, at });
  const kept = [...trail]
    .toSorted(([, one], [, other]) => weightAt(other, at) - weightAt(one, at))
    .slice(0, placesMax)
    .map(([key, visit]) => [key, visit.weight, visit.at]);
  write(trailKey(userId), kept);
}

/** What the visits weigh by now; nothing where there were none. A clock that was put back makes none heavier. */
export function weightAt(visit: Visit | undefined, now: number): number {
  return visit === undefined ? 0 : visit.weight * 0.5 ** (Math.max(0, now - visit.at) / halfLifeMs);
}

/** On logging out: it was the person's wish to leave nothing here. */
export function forgetTrail(userId: string): void {
  localStorage.removeItem(trailKey(userId));
}

function visitIn(kept: unknown): [string, Visit][] {
  if (!Array.isArray(kept)) return [];
  const [key, weight, at] = kept as unknown[];
  if (typeof key !== 'string' || !Number.isFinite(weight) || !Number.isFinite(at)) return [];
  return [[key, { weight: weight as number, at: at as number }]];
}

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    // Storage may be forbidden, and what is in it may be broken: then nothing is known.
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the list is in another order, nothing else.
  }
}
