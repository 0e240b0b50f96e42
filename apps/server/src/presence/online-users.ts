import type { Bus } from '../bus/bus.ts';
import type { SharedSets } from '../bus/shared-sets.ts';
import type { LastSeen } from './last-seen.ts';
import { onlineChanged } from './presence-events.ts';

interface OnlineContext {
  sets: SharedSets;
  bus: Bus;
  lastSeen: LastSeen;
  onError: (error: unknown) => void;
}

/** Who has any live connection (D22). Connections are counted here; all nodes see the sum in the shared set. */
export class OnlineUsers {
  readonly #context: OnlineContext;
  readonly #connections = new Map<string, number>();
  readonly #underWay = new Set<Promise<void>>();
  #version = 0;

  constructor(context: OnlineContext) {
    this.#context = context;
    context.sets.onStale?.((set, userIds) => {
      if (set === 'online') this.#tellAnew(userIds).catch(context.onError);
    });
  }

  connected(userId: string): void {
    const count = (this.#connections.get(userId) ?? 0) + 1;
    this.#connections.set(userId, count);
    if (count === 1) this.#tell(userId, true);
  }

  disconnected(userId: string): void {
    const count = (this.#connections.get(userId) ?? 0) - 1;
    if (count > 0) this.#connections.set(userId, count);
    else if (this.#connections.delete(userId)) this.#tell(userId, false);
  }

  /** Another once somebody has come or gone; null where not every node tells this one of it at once. */
  get version(): number | null {
    return this.#context.sets.onStale ? null : this.#version;
  }

  whoIsOnline(userIds: readonly string[]): Promise<Set<string>> {
    return this.#context.sets.intersect('online', userIds);
  }

  #tell(userId: string, arrived: boolean): void {
    // In the same turn as the set is changed: nobody sees one without the other.
    this.#version += 1;
    const change = arrived ? this.#arrive(userId) : this.#leave(userId);
    const told = change.catch(this.#context.onError).finally(() => this.#underWay.delete(told));
    this.#underWay.add(told);
  }

  /** Resolves when others were told of all who came and went. */
  async untilTold(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #arrive(userId: string): Promise<void> {
    const { sets, bus } = this.#context;
    await sets.add('online', userId);
    bus.publish(`user:${userId}`, onlineChanged.of({ userId, online: true, lastSeenAt: null }));
  }

  async #leave(userId: string): Promise<void> {
    const { sets, bus, lastSeen } = this.#context;
    await sets.remove('online', userId);
    const lastSeenAt = lastSeen.record(userId);
    // Still connected through another node, or back already: nobody left.
    const present = await this.whoIsOnline([userId]);
    if (present.has(userId)) return;
    bus.publish(`user:${userId}`, onlineChanged.of({ userId, online: false, lastSeenAt }));
  }

  /** A node died with them, or was cut off and is back: tells for each whether they are online now. */
  async #tellAnew(userIds: readonly string[]): Promise<void> {
    const { bus, lastSeen } = this.#context;
    const present = await this.whoIsOnline(userIds);
    for (const userId of userIds) {
      const online = present.has(userId);
      const lastSeenAt = online ? null : lastSeen.record(userId);
      bus.publish(`user:${userId}`, onlineChanged.of({ userId, online, lastSeenAt }));
    }
  }
}
