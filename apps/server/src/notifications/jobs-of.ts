import type { NewJob } from '../jobs/job-rules.ts';
import type { OnlineUsers } from '../presence/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { ReachSet } from './reach-set.ts';
import type { Heard } from './who-hears.ts';

export interface JobsContext {
  clock: Pick<Clock, 'wallNow'>;
  onlineUsers: Pick<OnlineUsers, 'whoIsOnline'>;
  reach: ReachSet;
}

/** Jobs in one transaction, which sends wait behind. */
export const jobsAtOnce = 256;

/** The jobs that tell them, by log. `payload`: what the jobs are to know beside the state of now. */
export async function jobsOf(
  { clock, onlineUsers, reach }: JobsContext,
  heard: readonly Heard[],
  payload?: unknown,
): Promise<Map<string, NewJob[]>> {
  const jobs = new Map<string, NewJob[]>();
  if (heard.length === 0) return jobs;
  const online = await onlineUsers.whoIsOnline([...new Set(heard.map(({ userId }) => userId))]);
  const now = clock.wallNow();
  for (const { logId, userId, kind } of heard) {
    const way = reach.find(kind);
    if (!way) continue;
    const own = jobs.get(logId) ?? [];
    const dueAt = now + way.delayMs({ userId, logId, isOnline: online.has(userId) });
    own.push({ kind, key: way.keyOf(userId, logId), dueAt, ...(payload !== undefined && { payload }) });
    jobs.set(logId, own);
  }
  return jobs;
}
