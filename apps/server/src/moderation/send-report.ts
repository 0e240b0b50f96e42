import type { ReportBody } from '@confab/protocol';
import { ApiError, type Caller } from '../http/index.ts';
import { submit } from '../log/submit.ts';
import { requirePlace } from '../messages/index.ts';
import { makeReportId } from '../order/index.ts';
import type { ModerationContext } from './moderation-context.ts';
import { reportMessageRule, reportPersonRule } from './report-rules.ts';

const perHour = 30;
const hourMs = 3_600_000;

export async function reportMessage(
  context: ModerationContext,
  place: { chatId: string; messageId: string; callerId: string },
  { reason, words = '' }: ReportBody,
): Promise<void> {
  const found = await requirePlace(context.access, place);
  await count(context, place.callerId);
  const reporting = { id: makeReportId(), ...found, reason, words, at: context.stampNow() };
  await submit(context.writer, reportMessageRule.command(reporting));
}

export async function reportPerson(
  context: ModerationContext,
  { aboutId, caller }: { aboutId: string; caller: Caller },
  { reason, words = '' }: ReportBody,
): Promise<void> {
  // Whom the caller does not see is nobody to them.
  if (!(await context.accounts.whoIsKnown(caller, [aboutId])).has(aboutId)) {
    throw new ApiError('not-found', 'There is no such person.');
  }
  const { userId } = caller;
  await count(context, userId);
  const reporting = { id: makeReportId(), userId, aboutId, reason, words, at: context.stampNow() };
  await submit(context.writer, reportPersonRule.command(reporting));
}

async function count({ rates }: ModerationContext, userId: string): Promise<void> {
  const counted = await rates?.count(`reports of ${userId}`, hourMs);
  if (!counted || counted.current <= perHour) return;
  throw new ApiError('rate-limited', `Within an hour you may report ${perHour} times. Try again later.`, {
    retryAfterSeconds: Math.ceil(counted.ttlMs / 1_000),
  });
}
