import type { Message, ReportCase } from '@confab/protocol';
import { ApiError } from '../http/index.ts';
import { type ModerationDb, moderationTablesOf, type ReportRow } from '../order/index.ts';
import { toMessage } from '../storage/message-row.ts';
import type { Storage } from '../storage/index.ts';
import { aboutYourself } from './acting-rules.ts';
import { findInvitation } from './ban-invited.ts';
import { readChats } from './read-chats.ts';
import { toReport, toRestriction } from './to-report.ts';

/** Messages on either side: enough to understand it, and no more of a private chat. */
const contextEach = 4;
const reportsMax = 50;
const restrictionsMax = 20;

export async function findReport({ db }: Pick<Storage, 'db'>, reportId: string): Promise<ReportRow> {
  const row = await moderationTablesOf(db)
    .selectFrom('reports')
    .selectAll()
    .where('id', '=', reportId)
    .executeTakeFirst();
  if (!row) throw new ApiError('not-found', 'There is no such report.');
  return row;
}

/** Whoever it is about reads neither who reported it nor why, and decides nothing. */
export function requireOther({ user_id: aboutId }: ReportRow, moderatorId: string): void {
  if (aboutId === moderatorId) throw new ApiError('forbidden', aboutYourself);
}

/** A report with all that a moderator decides by. */
export async function readCase(storage: Storage, reportId: string): Promise<ReportCase> {
  const tables = moderationTablesOf(storage.db);
  const row = await findReport(storage, reportId);
  const [same, chats, context, invitation, restrictions] = await Promise.all([
    tables
      .selectFrom('reports')
      .selectAll()
      .where('target', '=', row.target)
      .where('decided_at', '=', row.decided_at)
      .orderBy('at')
      .limit(reportsMax)
      .execute(),
    readChats(tables, [row.chat_id]),
    readContext(tables, row),
    findInvitation(storage, row.user_id),
    tables
      .selectFrom('restrictions')
      .selectAll()
      .where('user_id', '=', row.user_id)
      .orderBy('at', 'desc')
      .limit(restrictionsMax)
      .execute(),
  ]);
  const others = row.decided_at === 0 ? same.length - 1 : 0;
  return {
    report: toReport(row, others),
    reports: same.map((one) => toReport(one, others)),
    chat: chats.get(row.chat_id) ?? null,
    context,
    invitation,
    restrictions: restrictions.map(toRestriction),
  };
}

async function readContext(tables: ModerationDb, { chat_id: chatId, seq }: ReportRow): Promise<Message[]> {
  if (chatId === '' || seq === 0) return [];
  const rows = await tables
    .selectFrom('messages')
    .selectAll()
    .where('chat_id', '=', chatId)
    .where('seq', '>=', seq - contextEach)
    .where('seq', '<=', seq + contextEach)
    .orderBy('seq')
    .execute();
  return rows.map(toMessage);
}
