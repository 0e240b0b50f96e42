import type { News, WorthIt } from './find-news.ts';
import type { Device } from './subscriptions.ts';

/** What one device shows of a log, and what it is to show. */
export type Step = { device: Device; show: WorthIt } | { device: Device; closeUpTo: number };

/**
 * Brings each device to what the log is now. `news` null: the person is not in it. A device is told of nothing that was said before it
 * asked to be; and what it shows stays while it waits, also where it would not be told of now, as in the quiet of the night.
 */
export function plan(devices: readonly Device[], news: News | null): Step[] {
  return devices.flatMap((device): Step[] => {
    const { shownSeq, createdAt } = device;
    const newest = news?.worth.find(({ at }) => at >= createdAt);
    if (newest && newest.seq > shownSeq) return [{ device, show: newest }];
    if (shownSeq === 0 || (news && isWaiting(news, shownSeq))) return [];
    return newest ? [{ device, show: newest }] : [{ device, closeUpTo: shownSeq }];
  });
}

function isWaiting({ waiting, readSeq, lookedAfter }: News, seq: number): boolean {
  return waiting.has(seq) || (seq > readSeq && seq <= lookedAfter);
}

/** Something that the device has not been told, as opposed to less than it was. */
export function isNew(step: Step): boolean {
  return 'show' in step && step.show.seq > step.device.shownSeq;
}
