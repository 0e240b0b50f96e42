import { doorOf } from '@confab/protocol/threads';
import { noteAudit } from '../audit/audit-rules.ts';
import { removeMessage } from '../messages/message-rules.ts';
import { allOwners } from '../place/people-rules.ts';
import { defineRule, publish, query, refuse, type Work } from '../storage/rule.ts';
import { type Acting, refuseAboutSelf, requireModerator } from './acting-rules.ts';
import { reportsChangedType } from './report-rules.ts';
import { tellReporters } from './reporter-rules.ts';
import { type NewRestriction, restrict } from './restriction-rules.ts';

export interface Decision {
  reportId: string;
  /** As the report says, which never changes: what is locked. */
  chatId: string;
  userId: string;
  remove: boolean;
  /** Of what was held, and is sent by now. */
  sent: boolean;
  restriction: Omit<NewRestriction, 'at' | 'userId'> | null;
  note: string;
  acting: Acting;
}

type Found = [kind: string, target: string, aboutId: string, chatId: string, seq: number, decidedAt: number];

/** Decides all open reports about the same, with all that it does: together or not at all. */
export const decideReportRule = defineRule(
  'decide-report',
  ({ chatId, userId }: Decision) => ({
    chats: chatId === '' ? [] : [chatId, doorOf(chatId)],
    persons: [allOwners, userId],
  }),
  function* ({ reportId, userId, remove, sent, restriction, note, acting }: Decision): Work<void> {
    const { actorId, by, at } = acting;
    yield* requireModerator(actorId);
    const [found] = yield* query<Found>(
      'select kind, target, user_id, chat_id, seq, decided_at from reports where id = $1',
      [reportId],
    );
    if (!found) refuse('not-found', 'There is no such report.');
    const [kind, target, aboutId, chatId, seq, decidedAt] = found;
    refuseAboutSelf(actorId, aboutId);
    if (decidedAt !== 0) refuse('already-decided', 'Somebody decided that already. Look at it again.');
    if (remove && kind === 'person') refuse('invalid-request', 'There is no message to be removed.');
    const did: string[] = sent ? ['sent'] : [];
    if (remove) {
      if (kind === 'message') yield* removeMessage({ chatId, seq, at, by });
      did.push('removed');
    }
    if (restriction) {
      yield* requireModerator(actorId, userId);
      yield* restrict({ ...restriction, userId, at }, acting);
      did.push(restriction.kind);
    }
    yield* query(
      'update reports set decided_at = $1, decided_by = $2, did = $3, note = $4 where target = $5 and decided_at = 0',
      [at, actorId, did.join(' '), note, target],
    );
    yield* noteAudit(
      { action: 'report.decided', target: { kind: 'report', id: reportId }, details: { did: did.join(' '), note } },
      by,
      at,
    );
    yield* tellReporters(userId, reportId, at);
    yield* publish('nodes', { type: reportsChangedType });
  },
);

/** What was decided with it is open again with it. */
export const reopenReportRule = defineRule(
  'reopen-report',
  ({ userId }: { reportId: string; userId: string; acting: Acting }) => ({ persons: [userId] }),
  function* ({ reportId, acting: { actorId, by, at } }): Work<void> {
    yield* requireModerator(actorId);
    const [found] = yield* query<[target: string, aboutId: string, decidedAt: number]>(
      'select target, user_id, decided_at from reports where id = $1',
      [reportId],
    );
    if (!found) refuse('not-found', 'There is no such report.');
    const [target, aboutId, decidedAt] = found;
    refuseAboutSelf(actorId, aboutId);
    if (decidedAt === 0) return;
    yield* query(
      `update reports set decided_at = 0, decided_by = '', did = '', note = '' where target = $1 and decided_at = $2`,
      [target, decidedAt],
    );
    yield* noteAudit({ action: 'report.reopened', target: { kind: 'report', id: reportId } }, by, at);
    yield* publish('nodes', { type: reportsChangedType });
  },
);

export const decisionRules = [decideReportRule, reopenReportRule];
