import type { Message, SearchLine } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { plainText } from '@confab/text';
import { type RawBuilder, sql } from 'kysely';
import { messageColumnNames, type MessageRow } from '../storage/message-columns.ts';
import { toMessage } from '../storage/message-row.ts';
import type { Storage } from '../storage/storage.ts';

export interface LogPlace {
  logId: string;
  seq: number;
}

const columns = sql.join(messageColumnNames.map((name) => sql.ref(`messages.${name}`)));
/** Four values each: SQLite takes some 32,000 of a statement. */
const placesPerQuery = 500;
/** In UTF-16 units. */
const lineMax = 160;

/**
 * The messages of these places as they are now, in chats that the person is in now: the door of every search (D19). What is not there,
 * or not theirs to see, is left out.
 */
export async function readPlaces(
  { db }: Pick<Storage, 'db'>,
  userId: string,
  places: readonly LogPlace[],
): Promise<Map<string, Message>> {
  const found = new Map<string, Message>();
  for (let start = 0; start < places.length; start += placesPerQuery) {
    const { rows } = await sql<MessageRow>`
      with place (log_id, seq, chat_id) as (values ${sql.join(places.slice(start, start + placesPerQuery).map(valuesOf))})
      select ${columns} from place
      join members on members.chat_id = place.chat_id and members.user_id = ${userId}
      join messages on messages.chat_id = place.log_id and messages.seq = place.seq`.execute(db);
    for (const row of rows) found.set(keyOf({ logId: row.chat_id, seq: row.seq }), toMessage(row));
  }
  return found;
}

export function keyOf({ logId, seq }: LogPlace): string {
  return `${logId}.${seq}`;
}

function valuesOf({ logId, seq }: LogPlace): RawBuilder<unknown> {
  return sql`(cast(${logId} as text), cast(${seq} as bigint), cast(${doorOf(logId)} as text))`;
}

/** As it is shown beside a hit; null for what says nothing. */
export function lineOf(message: Message | undefined): SearchLine | null {
  if (!message || message.kind !== 'text' || message.deletedAt !== null) return null;
  const text = plainText(message.content, { max: lineMax });
  return { senderId: message.senderId, text: text || (message.files?.[0]?.name ?? '') };
}
