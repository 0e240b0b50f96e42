import { chatIdsOfUsers } from '../chats/index.ts';
import { followAll } from './follow-chat.ts';
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
    for (const [userId, chatIds] of await chatIdsOfUsers(storage.db, userIds)) {
      const connections = [...hub.connectionsOf(userId)];
      for (const chatId of chatIds) {
        const missing = connections.filter((connection) => hub.channel(chatId)?.isFollowedBy(connection) !== true);
        if (missing.length > 0) followAll(this.#context, chatId, missing);
      }
    }
  }
}
