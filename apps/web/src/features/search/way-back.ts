import type { SearchHit } from '@confab/protocol';
import { foundIn, foundInName } from './found-words.ts';

/** The history's entry of a message that was opened from what was found remembers that: one step back is there. */
export type WayBack = {
  from: 'search';
  /** What was found in it, as it is written there. */
  words: readonly string[];
  /** When it was sent. */
  at: string;
};

export function wayBackFrom(hit: Pick<SearchHit, 'message' | 'ranges' | 'fileRanges'>): WayBack {
  const inNames = (hit.message.files ?? []).flatMap((_file, place) => foundInName(hit, place));
  return { from: 'search', words: [...new Set([...foundIn(hit), ...inNames])], at: hit.message.createdAt };
}

/** Null for an entry that was come to otherwise. */
export function wayBackIn(state: unknown): WayBack | null {
  if (typeof state !== 'object' || state === null || !('from' in state) || state.from !== 'search') return null;
  const words: readonly unknown[] = 'words' in state && Array.isArray(state.words) ? state.words : [];
  return {
    from: 'search',
    words: words.filter((word) => typeof word === 'string'),
    at: 'at' in state && typeof state.at === 'string' ? state.at : '',
  };
}
