import type { ReportReason } from '@confab/protocol/report-reasons';
import { decodeParts } from '@confab/protocol/message-parts';
import { chatRule, lookAtMessage, personRule, publish, query, refuse, type Work } from '../storage/rule.ts';

/** The type of what is published to all nodes: see reports-changed.ts. */
export const reportsChangedType = 'reports-changed';

/** What is kept of a message that is reported, as it is then. */
export interface KeptMessage {
  content: string;
  /** Names of its files. */
  files: readonly string[];
  /** Milliseconds since 1970. */
  createdAt: number;
  /** Of one that is held back: what came beside its text, and the name that its sender gave it. */
  parts?: string | null;
  clientId?: string;
}

export interface NewReport {
  id: string;
  kind: 'message' | 'person' | 'held';
  /** What all reports about the same share. */
  target: string;
  userId: string;
  /** Empty: a rule of words found it. */
  reporterId: string;
  reason: ReportReason;
  words: string;
  at: number;
  chatId?: string;
  seq?: number;
  message?: KeptMessage;
}

interface Reporting {
  id: string;
  actorId: string;
  reason: ReportReason;
  words: string;
  at: number;
}

export const reportMessageRule = chatRule(
  'report-message',
  function* (reporting: Reporting & { chatId: string; seq: number }): Work<void> {
    const { id, chatId, seq, actorId: reporterId, reason, words, at } = reporting;
    const { message } = yield* lookAtMessage(reporting);
    if (message.kind !== 'text') refuse('forbidden', 'What the chat itself says is nobody’s to be reported.');
    if (message.deleted_at !== null) refuse('message-deleted', 'The message was deleted.');
    if (message.sender_id === reporterId) refuse('forbidden', 'This message is yours. You can delete it.');
    const { files = [] } = decodeParts(message.parts);
    yield* addReport({
      id,
      kind: 'message',
      target: targetOf(chatId, seq),
      userId: message.sender_id,
      reporterId,
      reason,
      words,
      at,
      chatId,
      seq,
      message: {
        content: message.content,
        files: files.map(({ name }) => name),
        createdAt: message.created_at,
      },
    });
  },
);

export const reportPersonRule = personRule(
  'report-person',
  function* ({
    userId: reporterId,
    aboutId,
    ...rest
  }: Omit<Reporting, 'actorId'> & { userId: string; aboutId: string }) {
    if (aboutId === reporterId) refuse('forbidden', 'That is you.');
    const [person] = yield* query<[string]>('select id from users where id = $1', [aboutId]);
    if (!person) refuse('not-found', 'There is no such person.');
    yield* addReport({ ...rest, kind: 'person', target: aboutId, userId: aboutId, reporterId });
  },
);

/** Of one person there is one open report about the same: said again, it says the new reason. */
export function* addReport(report: NewReport): Work<void> {
  const { id, kind, target, userId, reporterId, reason, words, at, chatId = '', seq = 0, message } = report;
  const [known] = yield* query<[string]>(
    'select id from reports where target = $1 and reporter_id = $2 and decided_at = 0',
    [target, reporterId],
  );
  if (known) {
    yield* query('update reports set reason = $1, words = $2 where id = $3', [reason, words, known[0]]);
    return;
  }
  yield* query(
    `insert into reports (id, kind, target, user_id, reporter_id, reason, words, at, chat_id, seq, message,
       decided_at, decided_by, did, note)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, '', '', '')`,
    [id, kind, target, userId, reporterId, reason, words, at, chatId, seq, message ? JSON.stringify(message) : ''],
  );
  yield* publish('nodes', { type: reportsChangedType });
}

/** Of a message. Chats and their threads have ids that hold no space. */
export function targetOf(chatId: string, seq: number): string {
  return `${chatId} ${seq}`;
}

export const reportRules = [reportMessageRule, reportPersonRule];
