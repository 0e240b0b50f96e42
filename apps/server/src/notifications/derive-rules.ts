import { hastenJobs, type NewJob } from '../jobs/job-rules.ts';
import { defineRule, inParts, type MessageRow, publish, query, redoableRule, type Work } from '../storage/rule.ts';

/** The type of what is published to all nodes: see reach-changed.ts. */
export const reachChangedType = 'reach-changed';

/** For the rules of whoever reaches people: this one can be reached, or can't any more. */
export function tellReachChanged(userId: string): Work<void> {
  return publish('nodes', { type: reachChangedType, userId });
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
 * It locks what no message waits for: none of these names is that of a person. What is lost of it with the power is derived again.
 */
export const deriveRule = redoableRule(
  defineRule(
    'derive-notifications',
    (logs: readonly Derived[]) =>
      locksOf(
        logs.map(({ logId }) => logId),
        logs.flatMap(({ jobs }) => jobs),
      ),
    function* (logs) {
      const moved = new Set([...(yield* beginCursors(logs)), ...(yield* moveCursors(logs))]);
      yield* hastenJobs(logs.flatMap(({ logId, jobs }) => (moved.has(logId) ? jobs : [])));
    },
  ),
);

/** People share so many names: a transaction holds few locks, however many it tells. */
const personLocks = 64;

/**
 * Of the logs, and of the jobs that are of no log of these: one for all logs of a person, as mail is. Two transactions for different logs
 * would each wait for a job that the other asked for.
 */
function locksOf(logIds: readonly string[], jobs: readonly NewJob[]): { persons: string[] } {
  const ofPeople = jobs.flatMap(({ kind, key }) => (key.includes('/') ? [] : [`*${kind} ${lockOf(key)}`]));
  return { persons: [...logIds.map((logId) => `*notify ${logId}`), ...new Set(ofPeople)] };
}

function lockOf(userId: string): number {
  let sum = 0;
  for (let at = 0; at < userId.length; at += 1) sum += userId.charCodeAt(at);
  return sum % personLocks;
}

/** Answers those where it is new. */
function* beginCursors(logs: readonly Derived[]): Work<string[]> {
  const begun: string[] = [];
  for (const { logId, told, head } of logs) {
    if (told !== null) continue;
    const sql =
      'insert into notify_cursors (chat_id, seq) values ($1, $2) on conflict (chat_id) do nothing returning seq';
    if ((yield* query<[number]>(sql, [logId, head])).length > 0) begun.push(logId);
  }
  return begun;
}

/** Answers those that were where they were thought to be. */
function* moveCursors(logs: readonly Derived[]): Work<string[]> {
  const moved: string[] = [];
  for (const part of inParts(logs.filter(({ told }) => told !== null))) {
    const rows = part.map((_, row) => {
      const [id, head, told] = [row * 3 + 1, row * 3 + 2, row * 3 + 3];
      return `(cast($${id} as text), cast($${head} as bigint), cast($${told} as bigint))`;
    });
    const found = yield* query<[string]>(
      `with moved (chat_id, head, told) as (values ${rows.join(', ')})
       update notify_cursors set seq = moved.head from moved
       where notify_cursors.chat_id = moved.chat_id and notify_cursors.seq = moved.told returning notify_cursors.chat_id`,
      part.flatMap(({ logId, head, told }) => [logId, head, told]),
    );
    moved.push(...found.map(([logId]) => logId));
  }
  return moved;
}

/** Of what is not new, as what was read elsewhere. */
export const hastenRule = redoableRule(
  defineRule(
    'hasten-notifications',
    ({ logIds, jobs }: { logIds: readonly string[]; jobs: readonly NewJob[] }) => locksOf(logIds, jobs),
    ({ jobs }) => hastenJobs(jobs),
  ),
);

export const deriveRules = [deriveRule, hastenRule];
