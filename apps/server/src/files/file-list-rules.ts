import type { FileListKind, MessageFile } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { type MessageRow, query, type Work } from '../storage/rule.ts';

/** A message is listed once for each kind of what it carries, under the chat whose members may see it. */
export function* noteFiles(
  files: readonly MessageFile[],
  { chat_id: logId, seq, created_at: at }: MessageRow,
): Work<void> {
  for (const kind of new Set(files.map(kindOf))) {
    yield* query('insert into file_lists (chat_id, kind, at, log_id, seq) values ($1, $2, $3, $4, $5)', [
      doorOf(logId),
      kind,
      at,
      logId,
      seq,
    ]);
  }
}

export function* forgetFiles({ chat_id: logId, seq }: MessageRow): Work<void> {
  yield* query('delete from file_lists where log_id = $1 and seq = $2', [logId, seq]);
}

/** A picture whose size is not known can't be shown among others. */
function kindOf({ type, width, voice }: MessageFile): FileListKind {
  if (voice) return 'voice';
  return type.startsWith('video/') || (type.startsWith('image/') && width !== undefined) ? 'pictures' : 'files';
}
