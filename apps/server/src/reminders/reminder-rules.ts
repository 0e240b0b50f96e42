import { enqueueJobs } from '../jobs/job-rules.ts';
import type { DocumentRules } from '../storage/rule.ts';

/** Of a person there is one: it rings what is due of theirs, and waits for what is due next. */
export const reminderJob = 'reminder';

/** It looks at once what there is now, whatever was put or deleted. */
export const reminderRules: DocumentRules = {
  put: ({ userId, at }) => enqueueJobs([{ kind: reminderJob, key: userId, dueAt: at }]),
};
