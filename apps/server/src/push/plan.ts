import type { News, WorthIt } from './find-news.ts';
import type { Device } from './subscriptions.ts';

/** Up to what a device was told of a log: up to which message, and of messages that edits made worth it since when. */
export interface Told {
  seq: number;
  at: number;
}

/** What one device shows of a log, and what it is to show. `isNew`: something that it was not told, as opposed to less than it was. */
export type Step =
  | { device: Device; show: WorthIt; isNew: boolean; count: number; told: Told }
  | { device: Device; closeUpTo: number };

/**
 * Brings each device to what the log is now. `news` null: the person is not in it. A device is told of nothing that was said before it
 * asked to be; and what it shows stays while it waits, also where it would not be told of now, as in the quiet of the night.
 */
export function plan(devices: readonly Device[], news: News | null): Step[] {
  return devices.flatMap((device): Step[] => {
    const { shownSeq, createdAt } = device;
    const told = { seq: Math.max(shownSeq, device.toldSeq), at: device.toldAt };
    const worth = news?.worth.filter((one) => newsAt(one) >= createdAt) ?? [];
    const step = (show: WorthIt, isFresh: boolean): Step => ({
      device,
      show,
      isNew: isFresh,
      count: worth.length,
      told: toldOf(worth, told),
    });
    const fresh = newestOf(worth.filter(({ seq, anewAt }) => seq > told.seq || anewAt > told.at));
    if (fresh) return [step(fresh, true)];
    if (shownSeq === 0 || (news && isWaiting(news, shownSeq))) return [];
    const left = newestOf(worth);
    return left ? [step(left, false)] : [{ device, closeUpTo: shownSeq }];
  });
}

/** Since when it is worth telling, in milliseconds since 1970. */
export function newsAt({ at, anewAt }: WorthIt): number {
  return anewAt || at;
}

/** By the message itself, where none was edited: times of messages may be the same. */
function newestOf(worth: readonly WorthIt[]): WorthIt | undefined {
  return worth.toSorted((one, other) => newsAt(other) - newsAt(one) || other.seq - one.seq)[0];
}

function toldOf(worth: readonly WorthIt[], told: Told): Told {
  return {
    seq: Math.max(told.seq, ...worth.map(({ seq }) => seq)),
    at: Math.max(told.at, ...worth.map(({ anewAt }) => anewAt)),
  };
}

function isWaiting({ waiting, readSeq, lookedAfter, edited }: News, seq: number): boolean {
  return waiting.has(seq) || (seq > readSeq && seq <= lookedAfter && seq !== edited);
}

export function isNew(step: Step): boolean {
  return 'show' in step && step.isNew;
}
