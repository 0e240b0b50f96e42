import type { Report, ReportListQuery } from '@confab/protocol';
import { type Kysely, sql } from 'kysely';
import { type ModerationDb, moderationTablesOf, type ReportRow } from '../order/index.ts';
import type { Database, Storage } from '../storage/index.ts';
import { beginAfter, cursorOf } from './page-cursor.ts';
import { readChats } from './read-chats.ts';
import { toReport } from './to-report.ts';

export interface ReportPage {
  reports: Report[];
  nextCursor: string | null;
  open: number;
}

/** One for each message or person: the first of those that are open, or were decided together. */
export async function listReports(
  { db }: Pick<Storage, 'db'>,
  query: ReportListQuery,
  viewerId: string,
): Promise<ReportPage> {
  const tables = moderationTablesOf(db);
  const isOpen = query.state === 'open';
  const [time, order] = isOpen ? (['at', 'asc'] as const) : (['decided_at', 'desc'] as const);
  const rows = await tables
    .selectFrom('reports')
    .selectAll()
    .where('decided_at', isOpen ? '=' : '>', 0)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('reports as other')
            .select('other.id')
            .whereRef('other.target', '=', 'reports.target')
            .whereRef('other.decided_at', '=', 'reports.decided_at')
            .where(sql<boolean>`(other.at, other.id) < (reports.at, reports.id)`),
        ),
      ),
    )
    .$if(query.cursor !== undefined, (page) => page.where(beginAfter(query.cursor ?? '', time, order)))
    .orderBy(time, order)
    .orderBy('id', order)
    .limit(query.limit + 1)
    .execute();
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    reports: (await describe(tables, shown)).map((one) => (one.userId === viewerId ? coverReport(one) : one)),
    nextCursor: last ? cursorOf(last[time], last.id) : null,
    open: (await countOpen(db))(viewerId),
  };
}

/** How many messages and people wait for a decision of a moderator: what is about themselves does not wait for them. */
export async function countOpen(db: Kysely<Database>): Promise<(moderatorId: string) => number> {
  const counts = await moderationTablesOf(db)
    .selectFrom('reports')
    .select(({ fn }) => ['user_id', fn.count<number | string>('target').distinct().as('count')])
    .where('decided_at', '=', 0)
    .groupBy('user_id')
    .execute();
  const about = new Map(counts.map(({ user_id: userId, count }) => [userId, Number(count)]));
  const all = [...about.values()].reduce((sum, count) => sum + count, 0);
  return (moderatorId) => all - (about.get(moderatorId) ?? 0);
}

/** As whoever it is about may see it: that it is there, and not who reported them. */
function coverReport(report: Report): Report {
  const { chat: _chat, decision, reporterId, words, ...rest } = report;
  return {
    ...rest,
    reporterId: null,
    words: reporterId === null ? words : '',
    decision: decision && { ...decision, note: '' },
  };
}

/** With how many others there are about the same, and where it was said. */
async function describe(tables: ModerationDb, rows: readonly ReportRow[]): Promise<Report[]> {
  const targets = [...new Set(rows.map(({ target }) => target))];
  if (targets.length === 0) return [];
  const count = tables
    .selectFrom('reports')
    .select(({ fn }) => ['target', fn.countAll<number | string>().as('count')])
    .where('target', 'in', targets)
    .where('decided_at', '=', 0)
    .groupBy('target');
  const chatIds = rows.map(({ chat_id: chatId }) => chatId);
  const [counts, chats] = await Promise.all([count.execute(), readChats(tables, chatIds)]);
  const open = new Map(counts.map((one) => [one.target, Number(one.count)]));
  return rows.map((row) => {
    const chat = chats.get(row.chat_id);
    const others = Math.max(0, (open.get(row.target) ?? 0) - Number(row.decided_at === 0));
    return { ...toReport(row, others), ...(chat && { chat }) };
  });
}
