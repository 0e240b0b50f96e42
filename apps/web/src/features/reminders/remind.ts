import { type ConfabClient, remindOf } from '@confab/client';
import type { Message } from '@confab/protocol';
import { failureText } from '../../lib/failure-text.ts';
import { brieflyMs, tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { comingTime } from '../when/index.ts';

/** At that time, with a word of it; null for not at all. */
export function remind(client: ConfabClient, message: Message, at: Date | null, note?: string): void {
  try {
    remindOf(client, message, at, note);
    if (at === null) return tell(t`Reminder removed.`, brieflyMs);
    const when = comingTime(at.toISOString(), new Date());
    tell(t`Reminder set: ${when}`, brieflyMs);
  } catch (reason) {
    tell(failureText(reason));
  }
}
