import type { ActivityKind } from '@confab/protocol';
import { placesOf, publish, query, type Work } from '../storage/rule.ts';

/** Something that concerns people, and where it stands. What it says is read there, by whoever may. */
export interface Noted {
  kind: ActivityKind;
  /** Whom it concerns; `*` for all members of the chat. Whoever did it is not told. */
  userIds: readonly string[];
  /** The log that the place is in: its members see it. */
  chatId: string;
  seq: number;
  by: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** The type of what is published on the topic of each: see activity-noted.ts. */
export const activityNotedType = 'activity';

const everybody = '*';
/** Of one person, and of what concerns all members of one chat. What is older is of no use to anybody. */
const keptOfPerson = 500;
const keptOfChat = 100;

/**
 * For the rules of features, in their transaction. The same by the same person at the same place is one entry, at its latest time;
 * of a thread there is only the newest.
 */
export function* noteActivity({ kind, userIds, chatId, seq, by, at }: Noted): Work<void> {
  const others = userIds.filter((userId) => userId !== by);
  if (others.length === 0) return;
  if (kind === 'thread') {
    const sql = `delete from activity where kind = 'thread' and chat_id = $1 and user_id in (${placesOf(others, 2)})`;
    yield* query(sql, [chatId, ...others]);
  }
  const rows = others.map((_, place) => `($${place + 6}, $1, $2, $3, $4, $5)`).join(', ');
  yield* query(
    `insert into activity (user_id, kind, chat_id, seq, actor_id, at) values ${rows}
     on conflict (user_id, kind, chat_id, seq, actor_id) do update set at = excluded.at`,
    [kind, chatId, seq, by, at, ...others],
  );
  yield* dropOldest(others, chatId, at);
  for (const userId of others) {
    if (userId !== everybody) yield* publish(`user:${userId}`, { type: activityNotedType });
  }
}

/** What was undone, as a reaction that was taken back. A message that is deleted needs none: nothing of it is listed. */
export function* forgetActivity({ kind, userIds, chatId, seq, by }: Omit<Noted, 'at'>): Work<void> {
  if (userIds.length === 0) return;
  yield* query(
    `delete from activity where kind = $1 and chat_id = $2 and seq = $3 and actor_id = $4 and user_id in (${placesOf(userIds, 5)})`,
    [kind, chatId, seq, by, ...userIds],
  );
}

/** One note in eight looks after one of those whom it concerns: a person may have a few more than are kept. */
function* dropOldest(userIds: readonly string[], chatId: string, at: number): Work<void> {
  const userId = userIds[Math.floor(at / 8) % userIds.length];
  if (at % 8 !== 0 || userId === undefined) return;
  const [whose, kept] = userId === everybody ? [' and chat_id = $3', keptOfChat] : ['', keptOfPerson];
  yield* query(
    `delete from activity where user_id = $1${whose} and at < (
       select at from activity where user_id = $1${whose} order by at desc limit 1 offset $2)`,
    [userId, kept - 1, ...(whose === '' ? [] : [chatId])],
  );
}
