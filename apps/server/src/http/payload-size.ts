/** In bytes, or nearly: of a text its length, since most that are large are ASCII. 0 for a stream. */
export function sizeOf(payload: unknown): number {
  if (typeof payload === 'string') return payload.length;
  return payload instanceof Uint8Array ? payload.byteLength : 0;
}
