import type { DecideReportBody, DraftParts, NewRestriction, Report } from '@confab/protocol';
import { ApiError } from '../http/index.ts';
import { submit } from '../log/submit.ts';
import { sendMessage } from '../messages/index.ts';
import { inTheirName, makeReportId, type ReportRow } from '../order/index.ts';
import type { Acting } from './acting-rules.ts';
import { decideReportRule, reopenReportRule } from './decision-rules.ts';
import type { ModerationContext } from './moderation-context.ts';
import { findReport, requireOther } from './read-case.ts';
import type { KeptMessage } from './report-rules.ts';
import { untilAtOf } from './restrict-person.ts';
import { toReport } from './to-report.ts';

export async function decideReport(
  context: ModerationContext,
  reportId: string,
  { body, acting }: { body: DecideReportBody; acting: Acting },
): Promise<Report> {
  const row = await findReport(context.storage, reportId);
  // Before anything is sent; the transaction asks once more.
  requireOther(row, acting.actorId);
  if (row.decided_at !== 0) throw new ApiError('already-decided', 'Somebody decided that already. Look at it again.');
  if (body.send && row.kind !== 'held') throw new ApiError('invalid-request', 'There is nothing to be sent.');
  const restriction = body.restriction ? newRestriction(body.restriction, acting.at) : null;
  // Under the name that its sender gave it: of two moderators who let it go at once, it is sent once.
  if (body.send) await sendHeld(context, row);
  const { remove, send, note } = body;
  const decision = { reportId, chatId: row.chat_id, userId: row.user_id, remove: remove === true, sent: send === true };
  await submit(context.writer, decideReportRule.command({ ...decision, restriction, note, acting }));
  if (restriction) await context.order.read();
  return toReport(await findReport(context.storage, reportId), 0);
}

export async function reopenReport(context: ModerationContext, reportId: string, acting: Acting): Promise<Report> {
  const row = await findReport(context.storage, reportId);
  await submit(context.writer, reopenReportRule.command({ reportId, userId: row.user_id, acting }));
  return toReport(await findReport(context.storage, reportId), 0);
}

function newRestriction({ kind, reason, until }: NewRestriction, now: number) {
  return { id: makeReportId(), kind, reason, untilAt: untilAtOf(until, now), invitationId: '' };
}

/** As its sender would send it now: whoever is no member any more, or not let in, sends nothing. */
async function sendHeld(context: ModerationContext, row: ReportRow): Promise<void> {
  const { content, parts, clientId = null } = JSON.parse(row.message) as KeptMessage;
  const draft = { chatId: row.chat_id, senderId: row.user_id, clientId, content };
  // Checked when it was held.
  const kept = parts ? (JSON.parse(parts) as DraftParts) : {};
  await sendMessage({ ...context, order: inTheirName(null) }, { ...draft, parts: kept });
}
