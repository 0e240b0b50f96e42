import type { Report, Restriction } from '@confab/protocol';
import type { ReportRow, RestrictionRow } from '../order/index.ts';
import type { KeptMessage } from './report-rules.ts';

/** `others`: open reports about the same, beside this one. */
export function toReport(row: ReportRow, others: number): Report {
  const kept = row.message === '' ? null : (JSON.parse(row.message) as KeptMessage);
  return {
    id: row.id,
    kind: row.kind,
    userId: row.user_id,
    reporterId: row.reporter_id || null,
    // Written by the rule that took it, of the same list.
    reason: row.reason as Report['reason'],
    words: row.words,
    at: timeOf(row.at),
    message: kept && {
      chatId: row.chat_id,
      seq: row.seq,
      content: kept.content,
      files: [...kept.files],
      createdAt: timeOf(kept.createdAt),
    },
    decision:
      row.decided_at === 0
        ? null
        : {
            by: row.decided_by,
            at: timeOf(row.decided_at),
            did: (row.did === '' ? [] : row.did.split(' ')) as NonNullable<Report['decision']>['did'],
            note: row.note,
          },
    others,
  };
}

export function toRestriction(row: RestrictionRow): Restriction {
  return {
    id: row.id,
    userId: row.user_id,
    kind: row.kind,
    reason: row.reason,
    by: row.by_id,
    at: timeOf(row.at),
    until: row.until_at === 0 ? null : timeOf(row.until_at),
    lifted: row.lifted_at === 0 ? null : { by: row.lifted_by, at: timeOf(row.lifted_at) },
    confirmedAt: row.confirmed_at === 0 ? null : timeOf(row.confirmed_at),
    invitationId: row.invitation_id || null,
  };
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}
