import { monotonicMicros } from '../measure/clock.ts';

/**
 * The time at which a message was meant to leave, hidden in its content: `~` and 16 digits of microseconds. Clocks of
 * different processes agree because they are the machine's.
 */
const markerStart = Buffer.from('"content":"~');
const markerDigits = 16;

export function markedContent(intendedMicros: number, bytes: number): string {
  return `~${String(intendedMicros).padStart(markerDigits, '0')} `.padEnd(bytes, 'lorem ipsum dolor sit amet ');
}

/** Microseconds since the marked message was meant to leave, NaN where no marker is in the payload. */
export function microsSinceMarker(bytes: Buffer, start: number, end: number): number {
  const found = bytes.indexOf(markerStart, start);
  const digits = found + markerStart.length;
  if (found < 0 || digits + markerDigits > end) return Number.NaN;
  let sent = 0;
  for (let at = digits; at < digits + markerDigits; at++) sent = sent * 10 + (bytes[at] ?? 0) - 48;
  return monotonicMicros() - sent;
}
