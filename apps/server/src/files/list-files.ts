import type { FileListPage, FileListQuery } from '@confab/protocol';
import { sql } from 'kysely';
import { listPlaces } from '../messages/index.ts';
import type { Storage } from '../storage/storage.ts';

/** Messages of a chat and of its threads that carry files of a kind. Whoever asks was let in before. */
export async function listFiles(
  storage: Storage,
  chatId: string,
  { kind, ...asked }: FileListQuery,
): Promise<FileListPage> {
  const listed = sql`select at, log_id, seq from file_lists where chat_id = ${chatId} and kind = ${kind}`;
  return await listPlaces(storage, { chatId, listed, ...asked });
}
