import { decodeParts } from '@confab/protocol/message-parts';
import { type Kysely, sql } from 'kysely';
import type { Database, Storage } from '../storage/index.ts';
import { indexed } from './mention-rules.ts';

type Row = { user_id: string; chat_id: string; seq: number };
type Db = Kysely<Database & { mentions: Row }>;

/** How far it came. What was missing is added first, then what should not be there goes. */
interface Cursor {
  pass: 'add' | 'drop';
  /** The key of the last row that was looked at; null before the first. */
  after: { userId: string; chatId: string; seq: number } | null;
}

export interface RebuildOptions {
  /** Rows that are looked at in one transaction. */
  pageRows?: number;
  onPage?: (done: { looked: number; added: number; dropped: number }) => void;
}

const cursorKey = 'rebuild-mentions';
const start: Cursor = { pass: 'add', after: null };
const none = { userId: '', chatId: '', seq: 0 };
/** Three values each: SQLite takes some 32,000 of a statement. */
const rowsPerInsert = 1_000;

/**
 * Makes the index of mentions what the messages say (D26), page by page, each in a transaction that also notes how far it came: cut off,
 * it goes on there. Nobody else may write meanwhile.
 */
export async function rebuildMentions(
  storage: Pick<Storage, 'db'>,
  { pageRows = 2_000, onPage = () => {} }: RebuildOptions = {},
): Promise<{ looked: number; added: number; dropped: number }> {
  const db: Db = storage.db.$extendTables<{ mentions: Row }>();
  const done = { looked: 0, added: 0, dropped: 0 };
  for (let cursor: Cursor | null = await readCursor(db); cursor !== null;) {
    const { pass, after } = cursor;
    cursor = await db.transaction().execute(async (transaction) => {
      const page = await (pass === 'add' ? addMissing : dropWrong)(transaction, after ?? none, pageRows);
      done.looked += page.looked;
      done[pass === 'add' ? 'added' : 'dropped'] += page.changed;
      const next = nextCursor(pass, page.last);
      await keepCursor(transaction, next);
      return next;
    });
    onPage(done);
  }
  return done;
}

function nextCursor(pass: Cursor['pass'], last: Cursor['after']): Cursor | null {
  if (last !== null) return { pass, after: last };
  return pass === 'add' ? { pass: 'drop', after: null } : null;
}

type Page = { looked: number; changed: number; last: Cursor['after'] };
type After = NonNullable<Cursor['after']>;

async function addMissing(db: Db, { chatId, seq }: After, limit: number): Promise<Page> {
  // Every message takes part in a page: one with none to look at must not become a statement without an end.
  const messages = await db
    .selectFrom('messages')
    .select(['chat_id', 'seq', 'parts', 'deleted_at'])
    .where(sql<boolean>`(chat_id, seq) > (${chatId}, ${seq})`)
    .orderBy('chat_id')
    .orderBy('seq')
    .limit(limit)
    .execute();
  const rows = messages.flatMap((message) =>
    namedBy(message).map((user_id) => ({ user_id, chat_id: message.chat_id, seq: message.seq })),
  );
  let changed = 0;
  for (let at = 0; at < rows.length; at += rowsPerInsert) {
    const added = await db
      .insertInto('mentions')
      .values(rows.slice(at, at + rowsPerInsert))
      .onConflict((conflict) => conflict.doNothing())
      .returning('seq')
      .execute();
    changed += added.length;
  }
  const last = messages.at(-1);
  return {
    looked: messages.length,
    changed,
    last: last ? { userId: '', chatId: last.chat_id, seq: last.seq } : null,
  };
}

async function dropWrong(db: Db, { userId, chatId, seq }: After, limit: number): Promise<Page> {
  const rows = await db
    .selectFrom('mentions')
    .leftJoin('messages', (join) =>
      join.onRef('messages.chat_id', '=', 'mentions.chat_id').onRef('messages.seq', '=', 'mentions.seq'),
    )
    .select(['mentions.user_id', 'mentions.chat_id', 'mentions.seq', 'messages.parts', 'messages.deleted_at'])
    .where(sql<boolean>`(mentions.user_id, mentions.chat_id, mentions.seq) > (${userId}, ${chatId}, ${seq})`)
    .orderBy('mentions.user_id')
    .orderBy('mentions.chat_id')
    .orderBy('mentions.seq')
    .limit(limit)
    .execute();
  const wrong = rows.filter((row) => !namedBy(row).includes(row.user_id));
  for (const row of wrong) {
    await db
      .deleteFrom('mentions')
      .where('user_id', '=', row.user_id)
      .where('chat_id', '=', row.chat_id)
      .where('seq', '=', row.seq)
      .execute();
  }
  const last = rows.at(-1);
  return {
    looked: rows.length,
    changed: wrong.length,
    last: last ? { userId: last.user_id, chatId: last.chat_id, seq: last.seq } : null,
  };
}

/** Under whom a message stands in the index. */
function namedBy({ parts, deleted_at }: { parts: string | null; deleted_at: number | null }): readonly string[] {
  const mentions = parts === null || deleted_at !== null ? undefined : decodeParts(parts).mentions;
  return mentions ? indexed(mentions) : [];
}

async function readCursor(db: Db): Promise<Cursor> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', cursorKey).executeTakeFirst();
  // As it was written here.
  return row ? (JSON.parse(row.value) as Cursor) : start;
}

async function keepCursor(db: Db, cursor: Cursor | null): Promise<void> {
  await db.deleteFrom('meta').where('key', '=', cursorKey).execute();
  if (cursor === null) return;
  await db
    .insertInto('meta')
    .values({ key: cursorKey, value: JSON.stringify(cursor) })
    .execute();
}
