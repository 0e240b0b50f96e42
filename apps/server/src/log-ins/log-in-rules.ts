import { hastenJobs, type NewJob } from '../jobs/job-rules.ts';
import { type DocumentRules, personRule } from '../storage/rule.ts';

/** Brings a person's devices to what one new log-in is now: shown while nobody said that it was them. Its key: `USER/log-in/SESSION`. */
export const logInPushJob = 'push-log-in';

export const logInRules: DocumentRules = {
  put: ({ userId, key, at }) => hastenJobs([pushOf(userId, key, at)]),
};

/** These were answered, or are over. */
export const logInsSettledRule = personRule(
  'log-ins-settled',
  ({ userId, keys, at }: { userId: string; keys: readonly string[]; at: number }) =>
    hastenJobs(keys.map((key) => pushOf(userId, key, at))),
);

function pushOf(userId: string, key: string, dueAt: number): NewJob {
  return { kind: logInPushJob, key: `${userId}/${key}`, dueAt };
}
