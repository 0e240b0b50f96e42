/** From when it was asked for until its last byte was there, on any one clock. */
export interface Span {
  from: number;
  to: number;
}

/**
 * How often the page had to wait for an answer before it could ask again: the longest chain of requests of which each
 * began after the one before had ended. Those that end first leave the most room (interval scheduling).
 */
export function requestsInARow(spans: readonly Span[]): number {
  let count = 0;
  let end = -Infinity;
  for (const span of spans.toSorted((one, other) => one.to - other.to)) {
    if (span.from < end) continue;
    count += 1;
    end = span.to;
  }
  return count;
}
