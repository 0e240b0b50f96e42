import { enqueueJobs } from '../jobs/job-rules.ts';
import type { DocumentRules } from '../storage/rule.ts';

/** Of a person there is one: it sends what is due of theirs, in its order, and waits for what is due next. */
export const scheduledJob = 'scheduled';

/** It looks at once what there is now, whatever was put or deleted. */
export const scheduledRules: DocumentRules = {
  put: ({ userId, at }) => enqueueJobs([{ kind: scheduledJob, key: userId, dueAt: at }]),
};
