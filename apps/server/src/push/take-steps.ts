import type { PushPayload } from '@confab/protocol';
import type { Accounts } from '../accounts/index.ts';
import type { News } from './find-news.ts';
import { messagePayload } from './payload.ts';
import { isNew, type Step } from './plan.ts';
import type { PushReads } from './push-reads.ts';
import { sendAll, type SendContext, type Sending, type Taken } from './send-all.ts';

interface Whose {
  userId: string;
  news: News | null;
}

export interface StepContext extends SendContext {
  reads: PushReads;
  accounts: Pick<Accounts, 'users'>;
}

/** Sends to all devices at once; one that fails holds no other. */
export async function takeSteps(
  context: StepContext,
  whose: Whose,
  steps: readonly Step[],
  signal: AbortSignal,
): Promise<Taken> {
  const badge = await context.reads.badge(whose.userId);
  const names = await namesOf(context, steps);
  const sendings = steps.map((step): Sending => {
    const { device } = step;
    const { payload, isUrgent } = payloadOf(step, whose, { badge, names });
    return 'show' in step
      ? { device, payload, isUrgent, seq: step.show.seq, told: step.told }
      : { device, payload, isUrgent, seq: 0 };
  });
  return await sendAll(context, sendings, signal);
}

async function namesOf({ accounts }: StepContext, steps: readonly Step[]): Promise<ReadonlyMap<string, string>> {
  const senderIds = new Set(steps.flatMap((step) => ('show' in step ? [step.show.senderId] : [])));
  if (senderIds.size === 0) return new Map();
  const users = await accounts.users([...senderIds]);
  return new Map([...users.values()].map(({ id, displayName }) => [id, displayName]));
}

function payloadOf(
  step: Step,
  { userId, news }: Whose,
  { badge, names }: { badge: number; names: ReadonlyMap<string, string> },
): { payload: PushPayload; isUrgent: boolean } {
  const { device } = step;
  if (!('show' in step) || !news) {
    const closed = { tag: device.logId, chatId: device.logId, seq: device.shownSeq };
    return { payload: { v: 1, type: 'close', userId, badge, ...closed }, isUrgent: false };
  }
  const { show, count } = step;
  const facts = { userId, badge, count, from: names.get(show.senderId) ?? null };
  // What replaces a message that was deleted was told before.
  const anewAt = isNew(step) ? show.anewAt : 0;
  const payload = messagePayload(news, { ...show, anewAt, quiet: show.quiet || !isNew(step) }, facts);
  return { payload, isUrgent: show.mention || news.kind === 'direct' };
}
