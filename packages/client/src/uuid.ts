let last = { at: 0, count: 0 };

/**
 * A UUID of version 7 (RFC 9562): it begins with the time in milliseconds, then a count within it, so that ids rise in
 * the order in which they were made. The ids of one moment lie side by side in the server's index, and a batch of
 * messages touches few of its pages. (`crypto.randomUUID` makes random ones, and is missing from pages on plain http.)
 */
export function createUuid(now = Date.now()): string {
  last = nextPlace(now);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(last.at / 2 ** 16));
  view.setUint16(4, last.at % 2 ** 16);
  view.setUint16(6, 0x7000 | last.count);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const countsPerMs = 0x1000;

/** A clock that stands or goes back does not take the ids back with it. */
function nextPlace(now: number): { at: number; count: number } {
  if (now > last.at) return { at: now, count: 0 };
  const count = last.count + 1;
  return count < countsPerMs ? { at: last.at, count } : { at: last.at + 1, count: 0 };
}
