/** A sentence that is shown for a while: something was asked for and could not be done. */
export type Notice = { id: number; text: string };

const listeners = new Set<() => void>();
/** More at once nobody reads. */
const noticesMax = 3;
let notices: readonly Notice[] = [];
let lastId = 0;

export function tell(text: string): void {
  lastId += 1;
  // The same again says nothing new.
  update([...notices.filter((notice) => notice.text !== text), { id: lastId, text }].slice(-noticesMax));
}

export function dismissNotice(id: number): void {
  update(notices.filter((notice) => notice.id !== id));
}

/** The next person at this page reads none of them. */
export function dismissAll(): void {
  update([]);
}

export function readNotices(): readonly Notice[] {
  return notices;
}

export function subscribeNotices(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function update(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}
