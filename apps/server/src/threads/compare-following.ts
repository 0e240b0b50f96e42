import type { Chat } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import type { Connection } from '../realtime/connection.ts';
import type { Hub } from '../realtime/hub.ts';
import type { Storage } from '../storage/storage.ts';

/** At every look. A thousand people are all looked at within two and a half minutes. */
const peoplePerLook = 20;

/** Since when a person follows a thread; null: they do not. */
type Since = number | null;

/**
 * What a connection was told last. That somebody follows now says nothing of since when: the client fetches that, and what it finds
 * may be of another moment than the word.
 */
interface Told {
  since: Since | 'fetched';
  /** After so many other words. */
  after: number;
}

/**
 * Who follows a thread is in no log, so no gap tells that a bus lost word of it (D8). What each connection was told last is
 * compared with the database instead, a few people at a time. Nothing was told of what a resume went on with: it was followed then.
 */
export class FollowingCompared {
  readonly #context: { storage: Storage; hub: Hub };
  readonly #told = new WeakMap<Connection, Map<string, Told>>();
  #words = 0;
  #toLookAt: string[] = [];

  constructor(context: { storage: Storage; hub: Hub }) {
    this.#context = context;
  }

  note(connection: Connection, threadId: string, following: boolean): void {
    this.#words += 1;
    this.#toldOf(connection).set(threadId, { since: following ? 'fetched' : null, after: this.#words });
  }

  /** Who stopped and began again follows since another moment, from where all is read. */
  noteDescribed(connection: Connection, { id, members }: Chat): void {
    if (!isThreadId(id)) return;
    const mine = members.find(({ user }) => user.id === connection.userId);
    this.#words += 1;
    this.#toldOf(connection).set(id, { since: mine ? Date.parse(mine.joinedAt) : null, after: this.#words });
  }

  async lookAtSome(): Promise<void> {
    const { hub, storage } = this.#context;
    if (this.#toLookAt.length === 0) {
      const inThreads = [...hub.connections].filter((connection) => threadsOf(connection).length > 0);
      this.#toLookAt = [...new Set(inThreads.map(({ userId }) => userId))];
    }
    const userIds = this.#toLookAt.splice(0, peoplePerLook);
    if (userIds.length === 0) return;
    const words = this.#words;
    const rows = await storage.db
      .selectFrom('members')
      .select(['user_id', 'chat_id', 'joined_at'])
      .where('user_id', 'in', userIds)
      .execute();
    const followed = new Map(rows.map((row) => [`${row.user_id} ${row.chat_id}`, row.joined_at]));
    for (const connection of userIds.flatMap((userId) => [...hub.connectionsOf(userId)])) {
      for (const chatId of threadsOf(connection)) {
        const told = this.#toldOf(connection).get(chatId);
        // Said while this was read: it is the newer word.
        if ((told?.after ?? 0) > words) continue;
        this.#compare(connection, chatId, followed.get(`${connection.userId} ${chatId}`) ?? null);
      }
    }
  }

  #compare(connection: Connection, chatId: string, since: Since): void {
    const told = this.#toldOf(connection);
    const known = told.get(chatId)?.since;
    told.set(chatId, { since, after: this.#words });
    // Nothing was told of what a resume went on with.
    if (known === since || (known === undefined && since !== null)) return;
    connection.send({ type: 'following', chatId, following: since !== null });
  }

  #toldOf(connection: Connection): Map<string, Told> {
    const told = this.#told.get(connection) ?? new Map<string, Told>();
    this.#told.set(connection, told);
    return told;
  }
}

function threadsOf(connection: Connection): string[] {
  if (!connection.wantsThreads || connection.isClosed) return [];
  return [...connection.channels].flatMap(({ chatId = '' }) => (isThreadId(chatId) ? [chatId] : []));
}
