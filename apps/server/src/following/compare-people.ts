import { isThreadId } from '@confab/protocol/threads';
import { chatIdsOfUsers } from '../chats/index.ts';
import type { Connection } from '../realtime/connection.ts';
import { awakeOf, followAll } from './follow-chat.ts';
import type { FollowingContext } from './following-context.ts';

/** At every look. A thousand people are all looked at within two and a half minutes. */
const peoplePerLook = 20;

/**
 * Compares the chats of the people here with those that they follow, a few people at a time: the search for recent members goes by
 * when they joined, as the clock of some node had it, and finds nobody whom a clock far behind has stamped (D8, D27).
 */
export class PeopleCompared {
  readonly #context: FollowingContext;
  #toLookAt: string[] = [];

  constructor(context: FollowingContext) {
    this.#context = context;
  }

  async lookAtSome(): Promise<void> {
    const { hub, storage } = this.#context;
    if (this.#toLookAt.length === 0) this.#toLookAt = [...new Set([...hub.connections].map(({ userId }) => userId))];
    const userIds = this.#toLookAt.splice(0, peoplePerLook);
    if (userIds.length === 0) return;
    const all = await chatIdsOfUsers(storage.db, userIds);
    const missing = [...all].flatMap(([userId, chatIds]) => chatIds.flatMap((id) => this.#missingOn(userId, id)));
    const threads = new Set(missing.map(({ chatId }) => chatId).filter(isThreadId));
    const awake = new Set(await awakeOf(this.#context, [...threads]));
    for (const { chatId, connections } of missing) {
      if (!threads.has(chatId) || awake.has(chatId)) followAll(this.#context, chatId, connections);
    }
  }

  #missingOn(userId: string, chatId: string): { chatId: string; connections: Connection[] }[] {
    const { hub } = this.#context;
    const isThread = isThreadId(chatId);
    const connections = [...hub.connectionsOf(userId)].filter(
      (connection) => (!isThread || connection.wantsThreads) && hub.channel(chatId)?.isFollowedBy(connection) !== true,
    );
    return connections.length === 0 ? [] : [{ chatId, connections }];
  }
}
