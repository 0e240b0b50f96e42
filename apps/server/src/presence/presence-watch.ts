import { serverLimits, type Presence } from '@confab/protocol';
import { type Accounts, profileChanged } from '../accounts/index.ts';
import type { Bus } from '../bus/bus.ts';
import { hear } from '../bus/bus-event.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Connection } from '../realtime/connection.ts';
import { textFrame } from '../realtime/frame.ts';
import { onlineChanged } from './presence-events.ts';

interface Watched {
  watchers: Set<Connection>;
  unsubscribe: Promise<() => void>;
  toldAt: number;
}

interface Due {
  presence: Presence;
  watchers: ReadonlySet<Connection>;
}

interface WatchContext {
  accounts: Accounts;
  bus: Bus;
  clock: Clock;
  onError: (error: unknown) => void;
}

/** Changes are gathered this long, so that a rush of arrivals is one frame for each watcher. */
const gatherMs = 250;

/** Tells connections who of the people that they show comes and goes: at most once per person and second (D23). */
export class PresenceWatch {
  readonly #context: WatchContext;
  readonly #watched = new Map<string, Watched>();
  readonly #byConnection = new Map<Connection, ReadonlySet<string>>();
  /** Of these, those who see no more than the people of their own chats, with whom they asked for: seen or not. */
  readonly #guests = new Map<Connection, readonly string[]>();
  /** Of these, those who may see fewer by now. */
  #lookedAtSoon = new Set<Connection>();
  #changed = new Map<string, Presence>();
  #isTellingSoon = false;
  #telling: Promise<void> = Promise.resolve();

  constructor(context: WatchContext) {
    this.#context = context;
  }

  /** Replaces the people that the connection watches, and tells it how they are now. */
  async watch(connection: Connection, userIds: readonly string[]): Promise<void> {
    this.unwatch(connection);
    if (connection.isClosed || userIds.length === 0) return;
    const found = this.#whoIsKnown(connection, userIds);
    // Waited for only where there is something to wait for: of two of a connection the later one counts.
    const wanted = found instanceof Promise ? await found : found;
    if (!wanted) return;
    this.#byConnection.set(connection, wanted);
    await Promise.all([...wanted].map((userId) => this.#add(userId, connection)));
    await this.#tellAll(connection, wanted);
  }

  /**
   * Somebody left a chat: whoever is in it too, and sees no more than the people of their own, may see fewer now. Others are not looked
   * at: a chat that changes all the time would cost a query for every guest of the place (A43).
   */
  membersChanged(isInIt: (connection: Connection) => boolean): void {
    const isLookingSoon = this.#lookedAtSoon.size > 0;
    for (const guest of this.#guests.keys()) if (isInIt(guest)) this.#lookedAtSoon.add(guest);
    if (isLookingSoon || this.#lookedAtSoon.size === 0) return;
    this.#context.clock.after(gatherMs, () => {
      const concerned = this.#lookedAtSoon;
      this.#lookedAtSoon = new Set();
      for (const guest of concerned) this.tellAgain(guest).catch(this.#context.onError);
    });
  }

  /** Another role sees everybody now, or no more. A connection stays open over that: whom it watches is looked at again. */
  sightChanged(): void {
    for (const [connection, wanted] of Array.from(this.#byConnection)) {
      const asked = this.#guests.get(connection);
      if (this.#context.accounts.seesEveryone(connection.role) !== (asked !== undefined)) continue;
      this.watch(connection, asked ?? [...wanted]).catch(this.#context.onError);
    }
  }

  /** Null: they watch others by now. */
  #whoIsKnown(
    connection: Connection,
    userIds: readonly string[],
  ): ReadonlySet<string> | Promise<ReadonlySet<string> | null> {
    const { userId, role } = connection;
    if (this.#context.accounts.seesEveryone(role)) return new Set(userIds);
    this.#guests.set(connection, userIds);
    const nobody: ReadonlySet<string> = new Set();
    this.#byConnection.set(connection, nobody);
    const found = this.#context.accounts.whoIsKnown({ userId, role }, userIds);
    return found.then((seen) => (this.#byConnection.get(connection) === nobody ? seen : null));
  }

  /** The connection was behind and missed what may be dropped. */
  async tellAgain(connection: Connection): Promise<void> {
    const wanted = this.#byConnection.get(connection);
    if (!wanted) return;
    // Those whom they asked for: `wanted` is nobody while another look at them is under way.
    const asked = this.#guests.get(connection);
    if (asked) await this.watch(connection, asked);
    else await this.#tellAll(connection, wanted);
  }

  async #tellAll(connection: Connection, wanted: ReadonlySet<string>): Promise<void> {
    const users = await this.#context.accounts.users([...wanted], connection.userId);
    if (this.#byConnection.get(connection) !== wanted) return;
    const presences = [...users.values()].map(({ id, online, lastSeenAt }) => ({ userId: id, online, lastSeenAt }));
    connection.send({ type: 'presence', users: presences });
  }

  unwatch(connection: Connection): void {
    for (const userId of this.#byConnection.get(connection) ?? []) {
      const watched = this.#watched.get(userId);
      watched?.watchers.delete(connection);
      if (watched?.watchers.size !== 0) continue;
      this.#watched.delete(userId);
      watched.unsubscribe.then((unsubscribe) => unsubscribe()).catch(this.#context.onError);
    }
    this.#byConnection.delete(connection);
    this.#guests.delete(connection);
  }

  async #add(userId: string, connection: Connection): Promise<void> {
    const known = this.#watched.get(userId);
    if (known) {
      known.watchers.add(connection);
      await known.unsubscribe;
      return;
    }
    const unsubscribe = this.#context.bus.subscribe(`user:${userId}`, this.#listener);
    this.#watched.set(userId, { watchers: new Set([connection]), unsubscribe, toldAt: Number.NEGATIVE_INFINITY });
    await unsubscribe;
  }

  readonly #listener = hear(
    onlineChanged.on(({ userId, online, lastSeenAt }) => {
      const seenAt = lastSeenAt === null ? null : new Date(lastSeenAt).toISOString();
      this.#changed.set(userId, { ...this.#changed.get(userId), userId, online, lastSeenAt: seenAt });
      this.#tellSoon();
    }),
    // A moment later: that the profile kept here is stale may be heard after this.
    profileChanged.on(({ userId }) => {
      this.#context.clock.after(gatherMs, () => void this.#readAgain(userId).catch(this.#context.onError));
    }),
  );

  async #readAgain(userId: string): Promise<void> {
    // As they see themselves: what they hide is taken out for each who is told.
    const user = (await this.#context.accounts.users([userId], userId)).get(userId);
    if (!user) return;
    this.#changed.set(userId, { userId, online: user.online, lastSeenAt: user.lastSeenAt, user });
    this.#tellSoon();
  }

  #tell(): void {
    const now = this.#context.clock.monotonicNow();
    const early = new Map<string, Presence>();
    const due: Due[] = [];
    for (const [userId, presence] of this.#changed) {
      const watched = this.#watched.get(userId);
      if (!watched) continue;
      if (now - watched.toldAt < serverLimits.ephemeralIntervalMs) {
        early.set(userId, presence);
        continue;
      }
      watched.toldAt = now;
      due.push({ presence, watchers: watched.watchers });
    }
    this.#changed = early;
    this.#isTellingSoon = false;
    if (early.size > 0) this.#tellSoon();
    if (due.length > 0) this.#telling = this.#telling.then(() => this.#send(due)).catch(this.#context.onError);
  }

  async #send(due: readonly Due[]): Promise<void> {
    const perConnection = new Map<Connection, Presence[]>();
    for (const { presence, watchers } of due) {
      for (const connection of watchers) {
        const presences = perConnection.get(connection) ?? [];
        presences.push(presence);
        perConnection.set(connection, presences);
      }
    }
    const people = new Set([...perConnection.keys()].map(({ userId }) => userId));
    for (const { presence } of due) people.add(presence.userId);
    const hiding = await this.#whoHide([...people]);
    const seen = await Promise.all(Array.from(perConnection, (told) => this.#seen(...told)));
    for (const [connection, presences] of seen) {
      if (presences.length === 0) continue;
      const isBlind = hiding.has(connection.userId);
      const users = presences.map((it) => (isBlind || hiding.has(it.userId) ? withoutLastSeen(it) : it));
      connection.sendEphemeral(textFrame(JSON.stringify({ type: 'presence', users })));
    }
  }

  /** A guest is told of those whom they see at this moment: that somebody left may not have been heard of here (D19). */
  async #seen(
    connection: Connection,
    presences: readonly Presence[],
  ): Promise<readonly [Connection, readonly Presence[]]> {
    const { accounts, onError } = this.#context;
    // Whoever watches nobody any more is still told of what is on its way.
    if (accounts.seesEveryone(connection.role)) return [connection, presences];
    const asked = presences.map(({ userId }) => userId);
    const found = await accounts.whoIsKnown(connection, asked).catch((error: unknown) => {
      onError(error);
      return new Set<string>();
    });
    return [connection, presences.filter(({ userId }) => found.has(userId))];
  }

  /** Where it can't be read everybody is taken to. */
  async #whoHide(people: readonly string[]): Promise<ReadonlySet<string>> {
    try {
      return await this.#context.accounts.whoHide('lastSeen', people);
    } catch (error) {
      this.#context.onError(error);
      return new Set(people);
    }
  }

  #tellSoon(): void {
    if (this.#isTellingSoon) return;
    this.#isTellingSoon = true;
    this.#context.clock.after(gatherMs, () => this.#tell());
  }
}

function withoutLastSeen(presence: Presence): Presence {
  const { user } = presence;
  return { ...presence, lastSeenAt: null, ...(user && { user: { ...user, lastSeenAt: null } }) };
}
