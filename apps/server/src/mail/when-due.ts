import type { DocumentValue } from '@confab/protocol';
import { dayAt } from '@confab/protocol/local-time';

export type MailWish = NonNullable<DocumentValue<'notifications'>['mail']>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** So long somebody has to read it where they are. */
export const soonMs = 3 * minuteMs;
/** Between two mails to one person, whatever happens. */
export const restMs = 10 * minuteMs;

/** When somebody is to be mailed what was said first at `first`: times in milliseconds since 1970. `sentAt`: the last mail. */
export function mailDueAt({ mode, at = '09:00', zone = 'UTC' }: MailWish, first: number, sentAt: number): number {
  const rested = sentAt + restMs;
  if (mode === 'hourly') return Math.max(rested, Math.ceil((first + minuteMs) / hourMs) * hourMs);
  if (mode !== 'daily') return Math.max(rested, first + soonMs);
  const [hour = 9, minute = 0] = at.split(':').map(Number);
  const day = (days: number): number => dayAt(first, zone, { days, hour, minute });
  const today = day(0);
  return Math.max(rested, today > first ? today : day(1));
}
