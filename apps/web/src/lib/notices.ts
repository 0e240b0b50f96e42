/** A sentence that is shown for a while: something was asked for and could not be done, or was done and can be undone. */
export type Notice = { id: number; text: string; shownMs: number; choice: Choice | null };
export type Choice = {
  label: string;
  run: () => void;
  other?: Pick<Choice, 'label' | 'run'>;
  /** What closing it does too, where that puts nothing off. */
  whenClosed?: () => void;
};

const listeners = new Set<() => void>();
/** More at once nobody reads. */
const noticesMax = 3;
const usuallyShownMs = 8_000;
let notices: readonly Notice[] = [];
let lastId = 0;

/** Long enough for a few words that need no thought. */
export const brieflyMs = 3_000;

export function tell(text: string, shownMs = usuallyShownMs): void {
  // The same again says nothing new.
  add({ text, shownMs, choice: null }, (notice) => notice.text !== text);
}

/** With a button, for as long as its offer stands. Answers its id, by which it can be taken back. */
export function offer(text: string, choice: Choice, shownMs: number): number {
  add({ text, shownMs, choice }, () => true);
  return lastId;
}

function add(notice: Omit<Notice, 'id'>, stays: (notice: Notice) => boolean): void {
  lastId += 1;
  update([...notices.filter(stays), { id: lastId, ...notice }].slice(-noticesMax));
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
