import { personRule } from '../storage/rule.ts';
import { cancelJobs, enqueueJobs, hastenJobs, type NewJob } from './job-rules.ts';

/** For tests: rules that do nothing but ask for work. */
interface Asking {
  userId: string;
  jobs: readonly NewJob[];
}

export const enqueueRule = personRule('stage-enqueue', ({ jobs }: Asking) => enqueueJobs(jobs));
export const hastenRule = personRule('stage-hasten', ({ jobs }: Asking) => hastenJobs(jobs));
export const cancelRule = personRule(
  'stage-cancel',
  ({ kind, keys }: { userId: string; kind: string; keys: string[] }) => cancelJobs(kind, keys),
);

export const rules = [enqueueRule, hastenRule, cancelRule];
