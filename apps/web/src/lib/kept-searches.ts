const searchesMax = 8;
const lengthMax = 200;

/** Unreadable by whoever else logs in here: they are kept under the id of whoever searched. */
function keyOf(userId: string): string {
  return `confab.searches.${userId}`;
}

/** What was searched for on this device, the newest first. */
export function readSearches(userId: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? 'null');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, searchesMax) : [];
  } catch {
    return [];
  }
}

export function keepSearch(userId: string, query: string): void {
  if (query === '' || query.length > lengthMax) return;
  write(userId, [query, ...readSearches(userId).filter((one) => one !== query)].slice(0, searchesMax));
}

export function forgetSearch(userId: string, query: string): void {
  write(
    userId,
    readSearches(userId).filter((one) => one !== query),
  );
}

/** On logging out, too: it was the person's wish to leave nothing here. */
export function forgetSearches(userId: string): void {
  localStorage.removeItem(keyOf(userId));
}

function write(userId: string, searches: readonly string[]): void {
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify(searches));
  } catch {
    // Full or forbidden: it is typed again.
  }
}
