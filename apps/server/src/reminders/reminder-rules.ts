import { enqueueJobs, hastenJobs, type NewJob } from '../jobs/job-rules.ts';
import { type DocumentRules, personRule } from '../storage/rule.ts';

/** Of a person there is one: it rings what is due of theirs, and waits for what is due next. */
export const reminderJob = 'reminder';
/** Brings a person's devices to what one reminder is now: shown while it is due. Its key: `USER/reminder/ID`. */
export const reminderPushJob = 'push-reminder';

/** It looks at once what there is now, whatever was put or deleted; and so do the devices, where it was due. */
export const reminderRules: DocumentRules = {
  *put({ userId, key, at }) {
    yield* enqueueJobs([{ kind: reminderJob, key: userId, dueAt: at }]);
    yield* hastenJobs([pushOf(userId, key, at)]);
  },
};

/** These are due. */
export const ringRule = personRule(
  'ring-reminders',
  ({ userId, keys, at }: { userId: string; keys: readonly string[]; at: number }) =>
    hastenJobs(keys.map((key) => pushOf(userId, key, at))),
);

function pushOf(userId: string, key: string, dueAt: number): NewJob {
  return { kind: reminderPushJob, key: `${userId}/${key}`, dueAt };
}
