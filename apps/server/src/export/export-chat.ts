import type { Readable } from 'node:stream';
import type { PlaceRetention } from '@confab/protocol';
import { sql } from 'kysely';
import { versionsMax, versionsShownSince } from '../edits/index.ts';
import { type FileStore, isMissing } from '../files/index.ts';
import { messageColumnNames, type MessageRow } from '../storage/message-columns.ts';
import { toMessage } from '../storage/message-row.ts';
import type { Storage } from '../storage/index.ts';
import { one } from './export-place.ts';
import { manifestName, writeManifest } from './manifest.ts';
import { openEntry, type ZipEntry } from './zip-stream.ts';

export interface ChatExport {
  storage: Storage;
  store: FileStore | null;
  chatId: string;
  /** Who takes it along: where others have read to is theirs (D43). */
  readerId: string;
  /** As the place says it now. */
  retention: PlaceRetention;
  /** Milliseconds since 1970. */
  at: number;
}

const rowsAtOnce = 500;

interface FileFacts {
  id: string;
  name: string;
  type: string;
  size: number;
  key: string;
}

/** A chat with its threads, as its members see it: see docs/export.md. What was deleted is not in it, held or not. */
export async function* exportChat(asked: ChatExport): AsyncGenerator<ZipEntry> {
  const { storage, store, chatId, readerId, retention, at } = asked;
  const { db } = storage;
  const chat = await db.selectFrom('chats').selectAll().where('id', '=', chatId).executeTakeFirstOrThrow();
  const facts = {
    id: chat.id,
    kind: chat.kind,
    name: chat.name,
    createdAt: new Date(chat.created_at).toISOString(),
    createdBy: chat.created_by,
    parts: JSON.parse(chat.parts ?? '{}') as unknown,
  };
  const entry = (name: string, chunks: ZipEntry['chunks']): ZipEntry => ({ name, at, chunks });
  yield entry('chat.json', one(`${JSON.stringify(facts, null, 2)}\n`));
  yield entry('members.jsonl', membersOf(storage, chatId, readerId));
  const logs = await db
    .selectFrom('chats')
    .select('id')
    .where((where) =>
      where.or([
        where('id', '=', chatId),
        where.and([where('id', '>=', `${chatId}~`), where('id', '<', `${chatId}~~`)]),
      ]),
    )
    .orderBy('id')
    .execute();
  const logIds = logs.map(({ id }) => id);
  yield entry('messages.jsonl', messagesOf(storage, logIds));
  yield entry('edits.jsonl', editsOf(storage, logIds, versionsShownSince(retention, chat.parts, at)));
  const said: string[] = [];
  const files = { count: 0, bytes: 0 };
  const missing: string[] = [];
  for await (const file of filesOf(storage, chatId)) {
    const bytes = await open(store, file.key);
    if (!bytes) {
      missing.push(file.key);
      continue;
    }
    const path = `files/${file.id}/${safeName(file.name)}`;
    said.push(`${JSON.stringify({ ...file, key: undefined, sha256: file.key.slice(0, 64), path })}\n`);
    files.count += 1;
    files.bytes += file.size;
    yield* openEntry({ name: path, at, isPacked: true }, bytes);
  }
  yield entry('files.jsonl', one(said.join('')));
  const madeAt = new Date(at).toISOString();
  yield entry(manifestName, one(writeManifest({ kind: 'chat', madeAt, files, missing })));
}

async function* membersOf({ db }: Storage, chatId: string, readerId: string): AsyncGenerator<string> {
  const rows = await db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.user_id')
    .select(['user_id', 'display_username', 'name', 'members.role', 'joined_at', 'read_seq'])
    .where('chat_id', '=', chatId)
    .orderBy('user_id')
    .execute();
  for (const row of rows) {
    const member = {
      userId: row.user_id,
      username: row.display_username,
      displayName: row.name,
      role: row.role,
      joinedAt: new Date(row.joined_at).toISOString(),
      ...(row.user_id === readerId && { readSeq: row.read_seq }),
    };
    yield `${JSON.stringify(member)}\n`;
  }
}

async function* messagesOf({ db }: Storage, logIds: readonly string[]): AsyncGenerator<string> {
  for (const logId of logIds) {
    let after = 0;
    for (;;) {
      const rows: MessageRow[] = await db
        .selectFrom('messages')
        .select(messageColumnNames)
        .where('chat_id', '=', logId)
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(rowsAtOnce)
        .execute();
      const last = rows.at(-1);
      if (!last) break;
      yield rows.map((row) => `${JSON.stringify(toMessage(row))}\n`).join('');
      after = last.seq;
    }
  }
}

/** As readers see them: a hold keeps more, and is told to nobody. */
async function* editsOf({ db }: Storage, logIds: readonly string[], since: number): AsyncGenerator<string> {
  for (const logId of logIds) {
    let after: { seq: number; rev: number } = { seq: 0, rev: 0 };
    for (;;) {
      const { rows } = await sql<{ seq: number; rev: number; at: number; content: string }>`
        select seq, rev, at, content from message_edits
        where chat_id = ${logId} and (seq, rev) > (${after.seq}, ${after.rev}) and at >= ${since}
          and rev > coalesce((select newer.rev from message_edits as newer
            where newer.chat_id = message_edits.chat_id and newer.seq = message_edits.seq
            order by newer.rev desc limit 1 offset ${sql.lit(versionsMax)}), -1)
        order by seq, rev limit ${sql.lit(rowsAtOnce)}`.execute(db);
      const last = rows.at(-1);
      if (!last) break;
      for (const { seq, at, content } of rows)
        yield `${JSON.stringify({ chatId: logId, seq, content, at: new Date(at).toISOString() })}\n`;
      after = last;
    }
  }
}

/** Each once, also one that several messages have. */
async function* filesOf({ db }: Storage, chatId: string): AsyncGenerator<FileFacts> {
  let after = '';
  for (;;) {
    const { rows } = await sql<FileFacts>`select id, name, type, size, key from files
      where id > ${after} and whole = 1 and exists (
        select 1 from file_messages where file_id = files.id and chat_id = ${chatId})
      order by id limit ${sql.lit(rowsAtOnce)}`.execute(db);
    const last = rows.at(-1);
    if (!last) return;
    yield* rows;
    after = last.id;
  }
}

async function open(store: FileStore | null, key: string): Promise<Readable | null> {
  return await (store?.read(key) ?? Promise.resolve(null)).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

/** A name that somebody gave becomes a part of a path: nothing in it leads out of its folder, on any system (A22). */
export function safeName(name: string): string {
  const plain = name
    .replaceAll(/[\p{C}<>:"/\\|?*]/gu, '_')
    .replace(/^[. ]+/, '_')
    .replace(/[. ]+$/, '_');
  return plain.slice(0, 150).toWellFormed() || 'file';
}
