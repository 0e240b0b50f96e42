import type { Readable } from 'node:stream';
import type { MessageFile } from '@confab/protocol';
import { type Kysely, sql } from 'kysely';
import type { Accounts } from '../accounts/index.ts';
import { chatIdsOf } from '../chats/index.ts';
import { manifestName, openEntry, safeName, writeManifest, type ZipEntry } from '../export/index.ts';
import { type FileStore, isMissing } from '../files/index.ts';
import type { Database, Storage } from '../storage/index.ts';
import { ownMessages } from './own-messages.ts';

export interface OwnDataContext {
  storage: Storage;
  accounts: Pick<Accounts, 'users'>;
  /** Null: this place keeps no files. */
  store: FileStore | null;
  clock: { wallNow: () => number };
}

/** Rows in one read: a writer waits for none of them, and what is read is written before more is. */
const rowsPerRead = 1_000;

/** All that is one person’s own, entry after entry, read as it is written. docs/export.md says what stands in each. */
export async function* ownEntries(context: OwnDataContext, userId: string): AsyncGenerator<ZipEntry> {
  const at = context.clock.wallNow();
  const { db } = context.storage;
  const of = (name: string, chunks: ZipEntry['chunks']): ZipEntry => ({ name, at, chunks });
  yield of('person.json', readPerson(context, userId));
  yield of('sessions.jsonl', lines(readSessions(db, userId)));
  yield of('documents.jsonl', lines(readDocuments(db, userId)));
  yield of('chats.jsonl', lines(readChats(db, await chatIdsOf(db, userId))));
  yield of('messages.jsonl', lines(ownMessages(db, userId)));
  yield of('files.jsonl', lines(readFiles(db, userId)));
  const files = { count: 0, bytes: 0 };
  const missing: string[] = [];
  for await (const { path, key, size } of keptFiles(db, userId)) {
    const bytes = await open(context.store, key);
    if (!bytes) {
      missing.push(key);
      continue;
    }
    files.count += 1;
    files.bytes += size;
    yield* openEntry({ name: path, at, isPacked: true }, bytes);
  }
  // Last: an archive without it was cut off.
  const madeAt = new Date(at).toISOString();
  yield of(manifestName, text(writeManifest({ kind: 'person', madeAt, files, missing })));
}

async function open(store: FileStore | null, key: string): Promise<Readable | null> {
  return await (store?.read(key) ?? Promise.resolve(null)).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

async function* text(whole: string): AsyncGenerator<string> {
  yield whole;
}

async function* json(value: unknown): AsyncGenerator<string> {
  yield `${JSON.stringify(value, null, 2)}\n`;
}

async function* lines(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

async function* readPerson({ storage, accounts }: OwnDataContext, userId: string): AsyncGenerator<string> {
  const user = (await accounts.users([userId], userId)).get(userId);
  const row = await storage.db
    .selectFrom('users')
    .select(['email', 'email_verified'])
    .where('id', '=', userId)
    .executeTakeFirst();
  yield* json({ ...user, email: row?.email ?? null, isEmailConfirmed: Boolean(row?.email_verified) });
}

async function* readSessions(db: Kysely<Database>, userId: string): AsyncGenerator {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'created_at', 'updated_at', 'expires_at', 'user_agent', 'ip_address'])
    .where('user_id', '=', userId)
    .execute();
  for (const row of rows) {
    yield {
      id: row.id,
      createdAt: new Date(row.created_at).toISOString(),
      lastUsedAt: new Date(row.updated_at).toISOString(),
      expiresAt: new Date(row.expires_at).toISOString(),
      userAgent: row.user_agent || null,
      address: row.ip_address || null,
    };
  }
}

async function* readDocuments(db: Kysely<Database>, userId: string): AsyncGenerator {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('person_documents')
      .select(['key', 'rev', 'value', 'updated_at'])
      .where('user_id', '=', userId)
      .where('value', 'is not', null)
      .where('key', '>', after)
      .orderBy('key')
      .limit(rowsPerRead)
      .execute();
    for (const { key, rev, value, updated_at: at } of rows) {
      yield { key, rev, value: JSON.parse(value ?? 'null') as unknown, updatedAt: new Date(at).toISOString() };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.key;
  }
}

async function* readChats(db: Kysely<Database>, chatIds: readonly string[]): AsyncGenerator {
  for (let at = 0; at < chatIds.length; at += rowsPerRead) {
    const rows = await db
      .selectFrom('chats')
      .select(['id', 'kind', 'name', 'created_at', 'created_by', 'parts'])
      .where('id', 'in', chatIds.slice(at, at + rowsPerRead))
      .where('kind', '!=', 'thread')
      .execute();
    for (const { id, kind, name, created_at: createdAt, created_by: createdBy, parts } of rows) {
      yield {
        id,
        kind,
        name,
        createdAt: new Date(createdAt).toISOString(),
        createdBy,
        parts: JSON.parse(parts ?? '{}') as unknown,
      };
    }
  }
}

interface FileOfMine extends Pick<MessageFile, 'id' | 'name' | 'type'> {
  size: number;
  key: string;
}

/** Those that belong to a message, or may still be sent. */
async function* filesOf(db: Kysely<Database>, userId: string): AsyncGenerator<FileOfMine> {
  for (let after = ''; ;) {
    const { rows } = await sql<FileOfMine>`select id, name, type, size, key from files
      where user_id = ${userId} and whole = 1 and free_at >= 0 and id > ${after} order by id limit ${sql.lit(rowsPerRead)}`.execute(
      db,
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

async function* readFiles(db: Kysely<Database>, userId: string): AsyncGenerator {
  for await (const { id, name, type, size, key } of filesOf(db, userId)) {
    yield { id, name, type, size, sha256: key.slice(0, 64), path: pathOf({ id, name }) };
  }
}

async function* keptFiles(
  db: Kysely<Database>,
  userId: string,
): AsyncGenerator<{ path: string; key: string; size: number }> {
  for await (const file of filesOf(db, userId)) yield { path: pathOf(file), key: file.key, size: file.size };
}

function pathOf({ id, name }: Pick<FileOfMine, 'id' | 'name'>): string {
  return `files/${id}/${safeName(name)}`;
}
