import { serverLimits } from '@confab/protocol';
import type { Bus } from '../bus/bus.ts';
import type { SharedSets } from '../bus/shared-sets.ts';
import { activeChanged } from './presence-events.ts';

/** Who has which chat open on a live connection now (D22), counted over their connections. */
export class ActiveUsers {
  readonly #sets: SharedSets;
  readonly #bus: Bus;
  readonly #onError: (error: unknown) => void;
  readonly #counts = new Map<string, Map<string, number>>();

  constructor({ sets, bus, onError }: { sets: SharedSets; bus: Bus; onError: (error: unknown) => void }) {
    this.#sets = sets;
    this.#bus = bus;
    this.#onError = onError;
    sets.onStale?.((set) => {
      if (!set.startsWith('active:')) return;
      const chatId = set.slice('active:'.length);
      bus.publish(`chat:${chatId}`, activeChanged.of({ chatId }));
    });
  }

  /** One more of the user's connections has the chat open. Resolves when `list` knows of it. */
  async enter(chatId: string, userId: string): Promise<void> {
    const users = this.#counts.get(chatId) ?? new Map<string, number>();
    this.#counts.set(chatId, users);
    const count = (users.get(userId) ?? 0) + 1;
    users.set(userId, count);
    if (count > 1) return;
    await this.#sets.add(`active:${chatId}`, userId);
    this.#bus.publish(`chat:${chatId}`, activeChanged.of({ chatId }));
  }

  leave(chatId: string, userId: string): void {
    const users = this.#counts.get(chatId);
    const count = (users?.get(userId) ?? 0) - 1;
    if (!users || count > 0) {
      users?.set(userId, count);
      return;
    }
    users.delete(userId);
    if (users.size === 0) this.#counts.delete(chatId);
    this.#sets
      .remove(`active:${chatId}`, userId)
      .then(() => this.#bus.publish(`chat:${chatId}`, activeChanged.of({ chatId })))
      .catch(this.#onError);
  }

  /** What an answer names of them: all, or, of a crowd, the first. `count` is the number of all. */
  async listShort(chatId: string): Promise<{ listed: string[]; count: number }> {
    const userIds = await this.list(chatId);
    const count = userIds.length;
    return {
      listed:
        count <= serverLimits.activeUsersListed ? userIds : userIds.slice(0, serverLimits.activeUsersListedBeyond),
      count,
    };
  }

  /** User ids, in no particular order. */
  list(chatId: string): Promise<string[]> {
    return this.#sets.members(`active:${chatId}`);
  }
}
