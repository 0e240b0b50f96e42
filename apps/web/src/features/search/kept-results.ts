import type { ConfabClient } from '@confab/client';
import type { SearchCounts, SearchHit } from '@confab/protocol';

/** What a search has found so far. */
export type Results = {
  /** What it was found for. */
  asked: string;
  hits: readonly SearchHit[];
  nextCursor: string | null;
  unknown: readonly string[];
  isWhole: boolean;
  counts: SearchCounts | null;
};

type Kept = { results: Results; scrollTop: number };

/** Entries of the history that one may come back to. */
const keptMax = 5;
/** Of the person who is on the page: nobody else gets them. */
const keptBy = new WeakMap<ConfabClient, Map<string, Kept>>();

/** What was found, and where one was in it, when one went from there. `entry`: of the history. */
export function readResults(client: ConfabClient, entry: string): Kept | undefined {
  return keptBy.get(client)?.get(entry);
}

export function keepResults(client: ConfabClient, entry: string, kept: Kept): void {
  const all = keptBy.get(client) ?? new Map<string, Kept>();
  keptBy.set(client, all);
  all.delete(entry);
  all.set(entry, kept);
  const [oldest] = all.keys();
  if (all.size > keptMax && oldest !== undefined) all.delete(oldest);
}
