import {
  type ActivityEntry,
  type ActivityKind,
  activityKindSchema,
  type ActivityPage,
  type ActivityQuery,
} from '@confab/protocol';
import { sql } from 'kysely';
import { blockedBy } from '../blocking/index.ts';
import { ApiError } from '../http/index.ts';
import { everybody, messageId, type Storage } from '../storage/index.ts';
import { encodeTimestamp } from '../storage/timestamp.ts';

interface Row {
  at: number;
  chatId: string;
  seq: number;
  kind: ActivityKind;
  userId: string;
}

/** Before all that there is. */
const start: Row = { at: Number.MAX_SAFE_INTEGER, chatId: '', seq: 0, kind: 'mention', userId: '' };

/**
 * What concerns a person, the newest first: of chats that they are in now, so that one who left sees nothing more of it, and of
 * messages that are there. What was said to everybody concerns whoever was there. What people did whom they block is none of it (D82).
 */
export async function listActivity(
  storage: Storage,
  personId: string,
  { limit, cursor }: ActivityQuery,
): Promise<ActivityPage> {
  const after = cursor === undefined ? start : parseCursor(cursor);
  const blockedIds = await blockedBy(storage, personId);
  const isHeard = blockedIds.length === 0 ? sql`` : sql` and entry.actor_id not in (${sql.join(blockedIds)})`;
  const places = sql`select entry.at as at, entry.chat_id as "chatId", entry.seq as seq, entry.kind as kind,
      entry.actor_id as "userId"
    from activity as entry
    join members as me on me.chat_id = entry.chat_id and me.user_id = ${personId}
    join messages on messages.chat_id = entry.chat_id and messages.seq = entry.seq and messages.deleted_at is null`;
  const { rows } = await sql<Row>`
    select * from (
      ${places} where entry.user_id = ${personId}${isHeard}
      union all
      ${places} where entry.user_id = ${everybody} and entry.actor_id <> ${personId} and entry.at >= me.joined_at${isHeard}
    ) as found
    where at < ${after.at} or (at = ${after.at}
      and ("chatId", seq, kind, "userId") > (${after.chatId}, ${after.seq}, ${after.kind}, ${after.userId}))
    order by at desc, "chatId", seq, kind, "userId" limit ${limit + 1}`.execute(storage.db);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { entries: page.map(toEntry), nextCursor: last ? encodeCursor(last) : null };
}

function toEntry({ at, chatId, seq, kind, userId }: Row): ActivityEntry {
  return { kind, chatId, seq, messageId: messageId(chatId, seq), userId, at: encodeTimestamp(at) };
}

function encodeCursor({ at, chatId, seq, kind, userId }: Row): string {
  return Buffer.from([at, chatId, seq, kind, userId].join(' ')).toString('base64url');
}

function parseCursor(cursor: string): Row {
  const pattern = /^(\d{1,15}) ([\w~-]{1,64}) (\d{1,15}) ([a-z]+) ([\w-]{1,64})$/;
  const [, at, chatId, seq, kind, userId] = pattern.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const known = activityKindSchema.safeParse(kind);
  if (chatId !== undefined && userId !== undefined && known.success) {
    return { at: Number(at), chatId, seq: Number(seq), kind: known.data, userId };
  }
  throw new ApiError('invalid-request', 'The cursor is not one of ours.', {
    errors: [{ path: 'cursor', message: 'not a cursor of this list' }],
  });
}
