const dayMs = 86_400_000;
const twoDigits = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));
const threeDigits = Array.from({ length: 1_000 }, (_, value) => String(value).padStart(3, '0'));

/** Days are kept by number: what is found or listed is of many. */
const daysKept = 1_000;
const prefixes = new Map<number, string>();
let knownDay = { start: Number.NaN, prefix: '' };

/** What `new Date(at).toISOString()` writes, ten times as fast: times that are encoded together share their days. */
export function encodeTimestamp(at: number): string {
  const sinceKnown = at - knownDay.start;
  if (!(sinceKnown >= 0 && sinceKnown < dayMs)) knownDay = dayOf(at);
  const ms = at - knownDay.start;
  const seconds = Math.floor(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  const time = `${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`;
  return `${knownDay.prefix}${time}.${threeDigits[ms % 1_000]}Z`;
}

function dayOf(at: number): { start: number; prefix: string } {
  const day = Math.floor(at / dayMs);
  const start = day * dayMs;
  const known = prefixes.get(day);
  if (known !== undefined) return { start, prefix: known };
  const iso = new Date(at).toISOString();
  const prefix = iso.slice(0, iso.indexOf('T') + 1);
  if (prefixes.size >= daysKept) prefixes.clear();
  prefixes.set(day, prefix);
  return { start, prefix };
}
