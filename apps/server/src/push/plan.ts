import type { News, WorthIt } from './find-news.ts';
import type { Device } from './subscriptions.ts';

/** What one device shows of a log, and what it is to show. */
export type Step = { device: Device; show: WorthIt } | { device: Device; closeUpTo: number };

/**
 * Brings each device to what the log is now. `news` null: the person is not in it. A device is told of nothing that was said before it
 * asked to be.
 */
export function plan(devices: readonly Device[], news: News | null): Step[] {
  return devices.flatMap((device): Step[] => {
    const newest = news?.worth.find(({ at }) => at >= device.createdAt);
    if (newest) return newest.seq === device.shownSeq ? [] : [{ device, show: newest }];
    return device.shownSeq === 0 ? [] : [{ device, closeUpTo: device.shownSeq }];
  });
}

/** Something that the device has not been told, as opposed to less than it was. */
export function isNew(step: Step): boolean {
  return 'show' in step && step.show.seq > step.device.shownSeq;
}
