import type { Feature } from '../feature.ts';
import { createMentionReader, type MentionContext } from '../mentions/index.ts';
import { inTheirName } from '../order/index.ts';
import { scheduledJob } from './scheduled-rules.ts';
import { type ScheduledContext as SendDueContext, sendDue } from './send-scheduled.ts';

export type ScheduledContext = Omit<SendDueContext, 'readMentions'> & MentionContext;

/** Messages that are sent later: documents of a person, and a job that sends them as that person would (D45). */
export function scheduled(house: ScheduledContext): Feature {
  const context = { ...house, order: inTheirName(house.order), readMentions: createMentionReader(house) };
  return {
    name: 'scheduled',
    jobs: [
      {
        kind: scheduledJob,
        maxAttempts: Number.MAX_SAFE_INTEGER,
        run: ({ key: userId }, signal) => sendDue(context, userId, signal),
      },
    ],
  };
}
