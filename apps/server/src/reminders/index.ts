import { reminderDocument } from '@confab/protocol';
import type { Feature } from '../feature.ts';
import type { JobEnd } from '../jobs/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { readDocumentsOfKind, settleDocument } from '../personal/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/storage.ts';
import { submit } from '../log/submit.ts';
import { reminderJob, ringRule } from './reminder-rules.ts';

export { type ReminderNoticeContext, reminderNotices } from './reminder-notices.ts';

export interface ReminderContext {
  storage: Storage;
  writer: LogWriter;
  clock: Clock;
  stampNow: () => number;
}

/** A node that rang one may have died before it asked for its push: that is asked for again, and does nothing twice. */
const unsureMs = 24 * 3_600_000;

/** Messages that a person wants to be reminded of: documents of theirs, and a job that says when they are due. */
export function reminders(context: ReminderContext): Feature {
  return {
    name: 'reminders',
    jobs: [
      {
        kind: reminderJob,
        maxAttempts: Number.MAX_SAFE_INTEGER,
        run: ({ key: userId }) => ringDue(context, userId),
      },
    ],
  };
}

/** What is due says so from now on, on every device. Answers when the next one is. */
async function ringDue(context: ReminderContext, userId: string): Promise<JobEnd> {
  const documents = await readDocumentsOfKind(context.storage.db, userId, reminderDocument.kind);
  const ringing: string[] = [];
  let againAt = Number.POSITIVE_INFINITY;
  for (const document of documents) {
    // What a newer version keeps, and this one can't read, is that one's.
    const reminder = reminderDocument.value.safeParse(document.value).data;
    if (!reminder) continue;
    const now = context.clock.wallNow();
    if (reminder.rangAt !== undefined) {
      if (now - Date.parse(reminder.rangAt) < unsureMs) ringing.push(document.key);
      continue;
    }
    const at = Date.parse(reminder.at);
    if (at > now) {
      againAt = Math.min(againAt, at);
      continue;
    }
    // One that was put anew meanwhile is looked at again.
    const value = { ...reminder, rangAt: new Date(now).toISOString() };
    if (await settleDocument(context, userId, document, value)) ringing.push(document.key);
  }
  if (ringing.length > 0) {
    await submit(context.writer, ringRule.command({ userId, keys: ringing, at: context.clock.wallNow() }));
  }
  if (Number.isFinite(againAt)) return { againAt };
}
