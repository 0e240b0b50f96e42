/** The history's entry of a message that was opened from what was found remembers that: one step back is there. */
export const fromSearch = { from: 'search' };

export function isFromSearch(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'from' in state && state.from === 'search';
}
