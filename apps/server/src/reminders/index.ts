import { reminderDocument } from '@confab/protocol';
import type { Feature } from '../feature.ts';
import type { JobEnd } from '../jobs/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { readDocumentsOfKind, settleDocument } from '../personal/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/storage.ts';
import { reminderJob } from './reminder-rules.ts';

export interface ReminderContext {
  storage: Storage;
  writer: LogWriter;
  clock: Clock;
  stampNow: () => number;
}

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
  let againAt = Number.POSITIVE_INFINITY;
  for (const document of documents) {
    // What a newer version keeps, and this one can't read, is that one's.
    const reminder = reminderDocument.value.safeParse(document.value).data;
    if (!reminder || reminder.rangAt !== undefined) continue;
    const at = Date.parse(reminder.at);
    const now = context.clock.wallNow();
    if (at > now) againAt = Math.min(againAt, at);
    // One that was put anew meanwhile is looked at again.
    else await settleDocument(context, userId, document, { ...reminder, rangAt: new Date(now).toISOString() });
  }
  if (Number.isFinite(againAt)) return { againAt };
}
