import { hastenJobs, type NewJob } from '../jobs/job-rules.ts';
import { defineRule, type MessageRow, publish, query, type Work } from '../storage/rule.ts';

/** The type of what is published to all nodes: see reach-changed.ts. */
export const reachChangedType = 'reach-changed';

/** For the rules of whoever reaches people: somebody can be reached, or can't any more. */
export function tellReachChanged(): Work<void> {
  return publish('nodes', { type: reachChangedType });
}

/** Of the job that looks whom a message names since an edit of it. Its key: `LOG/SEQ`. */
export const namedAnewJob = 'named-anew';

/** For the rule that changes whom a message names. */
export function askWhoIsNamed({ chat_id, seq }: Pick<MessageRow, 'chat_id' | 'seq'>, at: number): Work<void> {
  return hastenJobs([{ kind: namedAnewJob, key: `${chat_id}/${seq}`, dueAt: at }]);
}

/** People were told of a log up to `told`, and are up to `head` now. */
export interface Derived {
  logId: string;
  told: number | null;
  head: number;
  jobs: readonly NewJob[];
}

/**
 * Has people told, and notes up to where: together, so that a crash loses none. Of two nodes that do it for the same messages one does.
 * It locks what no message waits for: none of these names is that of a person.
 */
export const deriveRule = defineRule(
  'derive-notifications',
  (logs: readonly Derived[]) => ({ persons: logs.map(({ logId }) => `*notify ${logId}`) }),
  function* (logs) {
    const jobs: NewJob[] = [];
    for (const { logId, told, head, jobs: own } of logs) {
      const moved =
        told === null
          ? yield* query<[number]>(
              'insert into notify_cursors (chat_id, seq) values ($1, $2) on conflict (chat_id) do nothing returning seq',
              [logId, head],
            )
          : yield* query<[number]>('update notify_cursors set seq = $1 where chat_id = $2 and seq = $3 returning seq', [
              head,
              logId,
              told,
            ]);
      if (moved.length > 0) jobs.push(...own);
    }
    yield* hastenJobs(jobs);
  },
);

/** Of what is not new, as what was read elsewhere. */
export const hastenRule = defineRule(
  'hasten-notifications',
  ({ logIds }: { logIds: readonly string[]; jobs: readonly NewJob[] }) => ({
    persons: logIds.map((logId) => `*notify ${logId}`),
  }),
  ({ jobs }) => hastenJobs(jobs),
);

export const deriveRules = [deriveRule, hastenRule];
