import type { LinkPurpose } from '@confab/protocol';
import { enqueueJobs } from '../jobs/job-rules.ts';
import { personRule } from '../storage/rule.ts';

/** Of the job that mails a link. */
export const linkJob = 'log-in-link';

/** What such a job holds. */
export interface AskedLink {
  /** As it was typed, in lower case. */
  name: string;
  purpose: LinkPurpose;
}

/** Whose it is is looked up by the job: asking takes as long for names that nobody has (A5). */
export const askForLinkRule = personRule(
  'ask-for-link',
  ({ key, asked, at }: { userId: string; key: string; asked: AskedLink; at: number }) =>
    enqueueJobs([{ kind: linkJob, key, dueAt: at, payload: asked }]),
);

/** Locked by whoever asks: it is no id of a person. */
export const askers = '*log-in-links';
