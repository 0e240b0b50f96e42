import { inParts, placesOf, publish, query, type Work } from '../storage/rule.ts';

/** Asks for work. There is one job of a kind under a key: whoever asks again means the same one. */
export interface NewJob {
  kind: string;
  /** Up to 200 characters. It belongs to a person or a chat that the rule has locked, or two rules wait for each other. */
  key: string;
  /** Milliseconds since 1970; parts of one are rounded up. */
  dueAt: number;
  /** Small, and JSON: what is bigger, or may change, is looked up when it is done. */
  payload?: unknown;
}

/** The type of what is published to all nodes: see jobs-waiting.ts. */
export const jobsWaitingType = 'jobs-waiting';

/** Has it done as it is asked for now, at `dueAt`, whatever was asked for before. While it is being done, it is done again after. */
export function enqueueJobs(jobs: readonly NewJob[]): Work<void> {
  return ask(jobs, { dueAt: 'excluded.due_at', attempts: '0', payload: 'excluded.payload' });
}

/**
 * Has it done by `dueAt`: one that would be done sooner stays as it is, and one that failed waits for its next attempt. For work that
 * looks at the state of now, and is the same however often it was asked for. Who says nothing beside it (`payload`) leaves what was said.
 */
export function hastenJobs(jobs: readonly NewJob[]): Work<void> {
  const earlier = `case when jobs.claimed_by <> '' or (jobs.attempts = 0 and jobs.due_at > excluded.due_at)
    then excluded.due_at else jobs.due_at end`;
  const payload = "case when excluded.payload = 'null' then jobs.payload else excluded.payload end";
  return ask(jobs, { dueAt: earlier, attempts: 'jobs.attempts', payload });
}

/** Nothing is done of these any more. One that is being done finishes. */
export function* cancelJobs(kind: string, keys: readonly string[]): Work<void> {
  for (const part of inParts(keys.toSorted())) {
    yield* query(`delete from jobs where kind = $1 and key in (${placesOf(part, 2)})`, [kind, ...part]);
  }
}

/** What becomes of one that was asked for before, as SQL. */
interface Again {
  dueAt: string;
  attempts: string;
  payload: string;
}

/** In the order of their keys: two transactions that ask for the same jobs take turns. */
function* ask(jobs: readonly NewJob[], again: Again): Work<void> {
  if (jobs.length === 0) return;
  const inOrder = jobs.toSorted((a, b) => compare(a.kind, b.kind) || compare(a.key, b.key));
  for (const part of inParts(inOrder)) {
    const values: (string | number)[] = part.flatMap(({ kind, key, dueAt: at, payload = null }) => [
      kind,
      key,
      Math.ceil(at),
      JSON.stringify(payload),
    ]);
    const rows = part.map((_, place) => `(${placesOf([1, 2, 3], place * 4 + 1)}, 0, 1, '', 0, $${place * 4 + 4})`);
    yield* query(
      `insert into jobs (kind, key, due_at, attempts, version, claimed_by, claimed_until, payload) values ${rows.join(', ')}
       on conflict (kind, key) do update set due_at = ${again.dueAt}, attempts = ${again.attempts}, version = jobs.version + 1,
         payload = ${again.payload}`,
      values,
    );
  }
  yield* publish('nodes', { type: jobsWaitingType, dueAt: Math.ceil(Math.min(...jobs.map((job) => job.dueAt))) });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
