import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { largestMax, type StorageUse } from '@confab/protocol';
import { sql } from 'kysely';
import type { Storage } from '../storage/storage.ts';
import type { AdministrationContext } from './administration-context.ts';

type Asked = Pick<AdministrationContext, 'storage' | 'files'>;

/** What takes how much room. All rows of files and chats are gone through: whoever asks often is given what was counted last. */
export async function readStorageUse({ storage, files }: Asked): Promise<StorageUse> {
  const [counted, databaseBytes, disk, people, groups, ofKinds] = await Promise.all([
    countFiles(storage),
    readDatabaseBytes(storage),
    readDisk(files?.folder ?? null),
    largestPeople(storage),
    largestGroups(storage),
    countByKind(storage),
  ]);
  const direct = ofKinds.get('direct') ?? { count: 0, messages: 0 };
  return {
    files: { ...counted, bytesMax: files?.allBytesMax ?? null },
    databaseBytes,
    disk,
    messages: [...ofKinds.values()].reduce((sum, { messages }) => sum + messages, 0),
    people,
    groups,
    directChats: direct,
  };
}

export async function readDatabaseBytes({ db, dialect }: Storage): Promise<number | null> {
  const { rows } = await (
    dialect === 'sqlite'
      ? sql<{ bytes: number }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`
      : sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`
  )
    .execute(db)
    // Whoever owns the database may not let its size be read.
    .catch(() => ({ rows: [] }));
  return rows[0] ? rows[0].bytes : null;
}

/** Of the disk that a folder is on, or will be: it may not be made yet. */
export async function readDisk(folder: string | null): Promise<StorageUse['disk']> {
  if (folder === null) return null;
  const found = await statfs(folder).catch(() => null);
  if (found) return { freeBytes: found.bavail * found.bsize, bytes: found.blocks * found.bsize };
  const above = dirname(resolve(folder));
  return above === folder ? null : await readDisk(above);
}

async function countFiles({ db }: Storage): Promise<{ count: number; bytes: number }> {
  const { rows } = await sql<{ count: number; bytes: number | null }>`
    select count(*) as count, cast(sum(size) as bigint) as bytes from files where whole = 1 and free_at >= 0`.execute(
    db,
  );
  return { count: rows[0]?.count ?? 0, bytes: rows[0]?.bytes ?? 0 };
}

async function largestPeople({ db }: Storage): Promise<StorageUse['people']> {
  const { rows } = await sql<{ id: string; name: string; files: number; bytes: number }>`
    select users.id, users.name, taken.files, taken.bytes from (
      select user_id, count(*) as files, cast(sum(size) as bigint) as bytes from files
      where whole = 1 and free_at >= 0 group by user_id order by bytes desc limit ${sql.lit(largestMax)}
    ) as taken join users on users.id = taken.user_id order by taken.bytes desc, users.id`.execute(db);
  return rows.map(({ id, name, files, bytes }) => ({
    id,
    displayName: name,
    files: files,
    bytes: bytes,
  }));
}

/** With the messages of their threads. A file that was sent twice in a group counts once. */
async function largestGroups({ db }: Storage): Promise<StorageUse['groups']> {
  const { rows } = await sql<{ id: string; name: string; messages: number; files: number; bytes: number }>`
    select chats.id, chats.name, chats.seq as messages, coalesce(sent.files, 0) as files, coalesce(sent.bytes, 0) as bytes
    from chats left join (
      select one.chat_id, count(*) as files, cast(sum(files.size) as bigint) as bytes
      from (select distinct chat_id, file_id from file_messages) as one join files on files.id = one.file_id
      group by one.chat_id
    ) as sent on sent.chat_id = chats.id
    where chats.kind = 'group' and chats.name <> ''
    order by coalesce(sent.bytes, 0) desc, chats.seq desc, chats.id limit ${sql.lit(largestMax)}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    messages: row.messages,
    files: row.files,
    bytes: row.bytes,
  }));
}

async function countByKind({ db }: Storage): Promise<Map<string, { count: number; messages: number }>> {
  const rows = await db
    .selectFrom('chats')
    .select((it) => [
      'kind',
      it.fn.countAll<number>().as('count'),
      sql<number>`cast(sum(seq) as bigint)`.as('messages'),
    ])
    .groupBy('kind')
    .execute();
  return new Map(rows.map(({ kind, count, messages }) => [kind, { count: count, messages: messages }]));
}
