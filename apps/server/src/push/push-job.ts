import type { Job, JobEnd, JobKind } from '../jobs/index.ts';
import type { AttentiveUsers } from '../presence/index.ts';
import { patienceMs } from './patience.ts';
import { isNew, newsAt, plan, type Step } from './plan.ts';
import { readEdited, readPushKey } from './push-key.ts';
import type { PushNotes } from './push-notes.ts';
import type { PushPace } from './push-pace.ts';
import { type StepContext, takeSteps } from './take-steps.ts';

export interface PushJobContext extends StepContext {
  notes: PushNotes;
  pace: PushPace;
  attentiveUsers: Pick<AttentiveUsers, 'isAttentive'>;
}

/** Their services have no room for more, see hosts.ts: the rest of them waits for the database. */
const atOnce = 192;
const settleMs = 200;
/** Too soon by less is not: clocks round, and putting it off takes longer. */
const nearMs = 20;
/** For so long what failed is tried again. Whoever was away for longer sees it on the page. */
const keptMs = 3 * 86_400_000;

/** Brings the devices of a person to what a log of theirs is now: one notification of it, or none. Its key: `pushKey`. */
export function pushJob(context: PushJobContext): JobKind {
  return { kind: 'push', atOnce, settleMs, run: (job, signal) => runPush(context, job, signal) };
}

async function runPush(context: PushJobContext, { key, payload }: Job, signal: AbortSignal): Promise<JobEnd> {
  const { reads, clock, notes } = context;
  const waitMs = context.pace.waitMs(key);
  if (waitMs > nearMs) return { againAt: clock.wallNow() + waitMs };
  const place = { ...readPushKey(key), edited: readEdited(payload) };
  const { userId } = place;
  const wallNow = clock.wallNow();
  const devices = await reads.devices(place);
  if (devices.length === 0) return;
  const news = await reads.news(place);
  const steps = plan(devices, news);
  const tellAt = await whenToTell(context, userId, steps, wallNow);
  const timed = steps.map((step) => ({ step, at: Math.max(step.device.retryAt, isNew(step) ? tellAt : 0) }));
  const due = timed.flatMap(({ step, at }) => (at <= wallNow ? [step] : []));
  const again = timed.flatMap(({ step, at }) => (at > wallNow && isWorthIt(step, wallNow) ? [at] : []));
  if (due.length > 0) {
    if (due.some(isNew)) context.pace.told(key);
    const { came, retryAt } = await takeSteps(context, { userId, news }, due, signal);
    await notes.note(came);
    again.push(...retryAt);
  }
  return again.length > 0 ? { againAt: Math.ceil(Math.min(...again)) } : undefined;
}

/** Milliseconds since 1970. */
async function whenToTell(
  { reads, attentiveUsers }: PushJobContext,
  userId: string,
  steps: readonly Step[],
  wallNow: number,
): Promise<number> {
  const sentAt = Math.max(...steps.map((step) => ('show' in step && isNew(step) ? newsAt(step.show) : 0)), 0);
  if (sentAt === 0) return wallNow;
  const isOnline = await reads.isOnline(userId);
  const isAttentive = isOnline && (await attentiveUsers.isAttentive(userId));
  return wallNow + patienceMs(Math.max(0, wallNow - sentAt), { isOnline, isAttentive });
}

function isWorthIt(step: Step, wallNow: number): boolean {
  return !('show' in step) || wallNow - newsAt(step.show) < keptMs;
}
