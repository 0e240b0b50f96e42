import type { PushedLogIn, PushedReminder } from '@confab/protocol';
import type { Job, JobEnd, JobKind } from '../jobs/index.ts';
import { fit } from './payload.ts';
import { patienceMs } from './patience.ts';
import type { PushJobContext } from './push-job.ts';
import { readPushKey } from './push-key.ts';
import { sendAll, type Sending } from './send-all.ts';
import type { Device } from './subscriptions.ts';

type Common = 'v' | 'userId' | 'badge';

/** Something that is no message and is shown on all devices of a person while it is so. */
export interface Notice {
  /** Since when, in milliseconds since 1970. Of another time it is another one, and is shown anew. */
  ringAt: number;
  /** The session that it is about: its device is not told. */
  notTo?: string;
  payload: Omit<PushedReminder, Common> | Omit<PushedLogIn, Common>;
}

export interface NoticeSource {
  /** Of the job that brings devices to it. Its key: `USER/TAG`. */
  kind: string;
  /** Null: it is not so, or not any more. */
  find(userId: string, tag: string): Promise<Notice | null>;
}

/** Whoever was away for longer sees it on the page. */
const keptMs = 3 * 86_400_000;

/** As `pushJob` does with logs: what is shown is kept by device, so asked for twice it does nothing twice. */
export function noticeJob(context: PushJobContext, source: NoticeSource): JobKind {
  return { kind: source.kind, run: (job, signal) => runNotice(context, source, { job, signal }) };
}

async function runNotice(
  context: PushJobContext,
  source: NoticeSource,
  { job: { key }, signal }: { job: Job; signal: AbortSignal },
): Promise<JobEnd> {
  const { reads, clock, notes, attentiveUsers } = context;
  const { userId, logId: tag } = readPushKey(key);
  const devices = await reads.devices({ userId, logId: tag });
  if (devices.length === 0) return;
  const notice = await source.find(userId, tag);
  const wallNow = clock.wallNow();
  const steps = devices.flatMap((device) => planNotice(device, notice, wallNow));
  const isOnline = steps.some(({ show }) => show) && (await reads.isOnline(userId));
  const isAttentive = isOnline && (await attentiveUsers.isAttentive(userId));
  const ageMs = Math.max(0, wallNow - (notice?.ringAt ?? wallNow));
  const tellAt = wallNow + patienceMs(ageMs, { isOnline, isAttentive });
  const timed = steps.map((step) => ({ ...step, at: Math.max(step.device.retryAt, step.show ? tellAt : 0) }));
  const again = timed.flatMap(({ at }) => (at > wallNow ? [at] : []));
  const due = timed.filter(({ at }) => at <= wallNow);
  if (due.length > 0) {
    const badge = await reads.badge(userId);
    const base = { v: 1, userId, badge } as const;
    const sendings = due.map(({ device, show }): Sending => {
      if (show) return { device, payload: payloadOf(show, base), isUrgent: true, seq: show.ringAt };
      const closed = { type: 'close', tag, chatId: '', seq: Number.MAX_SAFE_INTEGER } as const;
      return { device, payload: { ...base, ...closed }, isUrgent: false, seq: 0 };
    });
    const { came, retryAt } = await sendAll(context, sendings, signal);
    await notes.note(came);
    again.push(...retryAt);
  }
  return again.length > 0 ? { againAt: Math.ceil(Math.min(...again)) } : undefined;
}

function payloadOf({ payload }: Notice, base: Pick<PushedReminder, Common>): PushedReminder | PushedLogIn {
  return payload.type === 'reminder' ? fit({ ...base, ...payload }) : { ...base, ...payload };
}

/** `show` null: what is shown of it is closed. */
export function planNotice(
  device: Device,
  notice: Notice | null,
  wallNow: number,
): { device: Device; show: Notice | null }[] {
  if (notice === null) return device.shownSeq > 0 ? [{ device, show: null }] : [];
  const { ringAt, notTo } = notice;
  if (device.sessionId === notTo) return [];
  // Before the device asked to be told, or too long ago.
  if (ringAt < device.createdAt || wallNow - ringAt > keptMs || device.shownSeq === ringAt) return [];
  return [{ device, show: notice }];
}
