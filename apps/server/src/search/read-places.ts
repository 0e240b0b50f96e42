import type { Message } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { sql } from 'kysely';
import { messageColumnNames, type MessageRow } from '../storage/message-columns.ts';
import { toMessage } from '../storage/message-row.ts';
import type { Storage } from '../storage/storage.ts';

export interface LogPlace {
  logId: string;
  seq: number;
}

const columns = sql.join(messageColumnNames.map((name) => sql.ref(`messages.${name}`)));

/**
 * The messages of these places as they are now, in chats that the person is in now: the door of every search (D19). What is not there,
 * or not theirs to see, is left out.
 */
export async function readPlaces(
  { db, dialect }: Pick<Storage, 'db' | 'dialect'>,
  userId: string,
  places: readonly LogPlace[],
): Promise<Map<string, Message>> {
  if (places.length === 0) return new Map();
  // One parameter, however many they are: a statement of hundreds costs more to write than to run.
  const json = JSON.stringify(places.map(({ logId, seq }) => [logId, seq, doorOf(logId)]));
  const values = dialect === 'sqlite' ? sql`json_each(${json})` : sql`json_array_elements(cast(${json} as json))`;
  const { rows } = await sql<MessageRow>`
    with place as (select value ->> 0 as log_id, cast(value ->> 1 as bigint) as seq, value ->> 2 as chat_id from ${values} as place)
    select ${columns} from place
    join members on members.chat_id = place.chat_id and members.user_id = ${userId}
    join messages on messages.chat_id = place.log_id and messages.seq = place.seq`.execute(db);
  return new Map(rows.map((row) => [keyOf({ logId: row.chat_id, seq: row.seq }), toMessage(row)]));
}

export function keyOf({ logId, seq }: LogPlace): string {
  return `${logId}.${seq}`;
}
