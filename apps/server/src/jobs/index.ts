export { type Job, type JobEnd, type JobKind } from './job-kind.ts';
export { type JobCounts, JobRunner } from './job-runner.ts';
export { JobStore } from './job-store.ts';
export { jobsWaiting } from './jobs-waiting.ts';
