import { type RawBuilder, sql } from 'kysely';
import type { Storage } from '../storage/storage.ts';

/**
 * A file as its row says it is. `whole`: 1 once it may be sent. `free_at`: 0 while it belongs to a message. `sent`: how many bytes came, of
 * which not all were kept. `width`: null for what is no picture, or one that is not shown small; so are the others then.
 */
export interface FileRow {
  id: string;
  user_id: string;
  name: string;
  type: string;
  size: number;
  key: string;
  whole: number;
  free_at: number;
  sent: number;
  width: number | null;
  height: number | null;
  /** As JSON: `KeptPreviews`. */
  previews: string | null;
}

const columns = sql`files.id, files.user_id, files.name, files.type, files.size, files.key, files.whole, files.free_at,
  coalesce(pictures.sent, files.size) as sent, nullif(pictures.width, 0) as width, nullif(pictures.height, 0) as height, pictures.previews`;

/** An upload of this person that belongs to no message yet. */
export async function findUpload(storage: Storage, id: string, userId: string): Promise<FileRow | null> {
  return await first(storage, sql`files.id = ${id} and files.user_id = ${userId} and files.free_at > 0`);
}

/** Whosever it is: for what comes after the door. */
export async function readUpload(storage: Storage, id: string): Promise<FileRow | null> {
  return await first(storage, sql`files.id = ${id} and files.whole = 0 and files.free_at > 0`);
}

/**
 * The door: a file that this person may see at this moment. They are in a chat with a message that it belongs to, or they uploaded it and
 * have not sent it.
 */
export async function findFile(storage: Storage, id: string, userId: string): Promise<FileRow | null> {
  return await first(
    storage,
    sql`files.id = ${id} and files.whole = 1 and (
      (files.user_id = ${userId} and files.free_at > 0)
      or exists (
        select 1 from file_messages
        join members on members.chat_id = file_messages.chat_id and members.user_id = ${userId}
        where file_messages.file_id = files.id
      ))`,
  );
}

/** The same door, for whoever went through it a while ago. */
export async function maySeeFile(storage: Storage, id: string, userId: string): Promise<boolean> {
  return (await findFile(storage, id, userId)) !== null;
}

/** Neither removed nor about to be. */
export async function isStillThere({ db }: Storage, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from files where id = ${id} and free_at >= 0`.execute(db);
  return rows.length > 0;
}

async function first({ db }: Storage, where: RawBuilder<unknown>): Promise<FileRow | null> {
  const { rows } = await sql<FileRow>`select ${columns} from files
    left join file_pictures as pictures on pictures.file_id = files.id
    where ${where}`.execute(db);
  return rows[0] ?? null;
}

/** How many bytes they take up, by whom: `*` for all. */
export async function readRoom({ db }: Storage, owner: string): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select bytes from file_room where owner = ${owner}`.execute(db);
  return rows[0]?.bytes ?? 0;
}

/** When the next one may be removed; null where all belong to messages. */
export async function nextFreeAt({ db }: Storage): Promise<number | null> {
  const { rows } = await sql<{ at: number | null }>`select min(free_at) as at from files where free_at <> 0`.execute(
    db,
  );
  return rows[0]?.at ?? null;
}
