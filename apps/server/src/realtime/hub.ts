import { closeCodes, limits, type CloseReason, type ServerEvent } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import { isChange, type Bus, type BusEvent, type BusListener } from '../bus/bus.ts';
import type { ChatLog } from '../storage/chat-log.ts';
import { Channel } from './channel.ts';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import { textFrame } from './frame.ts';
import type { Reactions } from './reactions.ts';
import type { Tick } from './tick.ts';

export interface HubOptions {
  log: ChatLog;
  bus: Bus;
  tick: Tick;
  clock: Clock;
  onError: (error: unknown) => void;
}

/** What hears of the hub. Set before the first connection. */
export interface HubListener extends Pick<Required<Reactions>, 'memberGone' | 'memberAdded' | 'left'> {
  /** An event on the topic of a user who is connected here. */
  userEvent(event: BusEvent, userId: string): ReturnType<BusListener>;
  /** An event of a chat that is followed here, but its changes. */
  chatEvent(event: BusEvent, chatId: string): ReturnType<BusListener>;
}

interface OpenChannel {
  channel: Channel;
  unsubscribe: () => void;
  /** Rounds of `sweep` since somebody asked for it or followed it. */
  idleRounds: number;
}

/** A channel is kept this many rounds for those who are about to follow it, or to come back. */
const idleRoundsKept = 6;

/**
 * A change is in the database before the bus tells of it: what was under way is not missing. Without that a busy chat
 * would be read from the database in every round.
 */
const busGraceMs = 100;

/** After an outage of the bus thousands may be behind: enough to keep the database busy, and no more. */
const healedAtOnce = 16;

/** Reading the heads of this many chats at once is one short query. */
const headsPerQuery = 500;

/** Those that a server gives, and `gone`: the client closed it, or was found dead. */
const closeReasons = ['gone', ...(Object.keys(closeCodes) as CloseReason[])] as const;

/** All live connections of this node, and a channel for each chat that one of them follows. */
export class Hub {
  readonly #options: HubOptions;
  readonly #connections = new Set<Connection>();
  /** Over for everybody but their peers, which have not answered yet. */
  readonly #closing = new Set<Connection>();
  readonly #byUser = new Map<string, { connections: Set<Connection>; unsubscribe: Promise<() => void> }>();
  readonly #channels = new Map<string, OpenChannel>();
  readonly #opening = new Map<string, Promise<Channel>>();
  #listener: HubListener | undefined;
  readonly #closed = new Map<CloseReason | 'gone', number>(closeReasons.map((reason) => [reason, 0]));
  #deliveredFrames = 0;
  #isDraining = false;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  listen(listener: HubListener): void {
    this.#listener = listener;
  }

  get connections(): ReadonlySet<Connection> {
    return this.#connections;
  }

  /** Live changes handed to connections since the start: one for each change and connection. */
  get deliveredFrames(): number {
    return this.#deliveredFrames;
  }

  /** Connections that ended since the start, by why. */
  get closedConnections(): ReadonlyMap<string, number> {
    return this.#closed;
  }

  countLagging(): number {
    let count = 0;
    for (const connection of this.#connections) if (connection.isLagging) count += 1;
    return count;
  }

  get channelCount(): number {
    return this.#channels.size;
  }

  connectionsOf(userId: string): ReadonlySet<Connection> {
    return this.#byUser.get(userId)?.connections ?? new Set();
  }

  /** Resolves when events on the user's topic arrive: what is read of the user's chats from then on misses nothing. */
  async add(connection: Connection): Promise<void> {
    if (connection.isClosed) return;
    const { userId } = connection;
    this.#connections.add(connection);
    if (this.#isDraining) return connection.close('draining');
    const known = this.#byUser.get(userId);
    if (known) {
      known.connections.add(connection);
      await known.unsubscribe;
      return;
    }
    const unsubscribe = this.#options.bus.subscribe(`user:${userId}`, (event) =>
      this.#listener?.userEvent(event, userId),
    );
    this.#byUser.set(userId, { connections: new Set([connection]), unsubscribe });
    await unsubscribe;
  }

  /** Resolves when events on the topic of the connection's user arrive. */
  async untilSubscribed(connection: Connection): Promise<void> {
    await this.#byUser.get(connection.userId)?.unsubscribe;
  }

  /** The channel, where it is open. */
  channel(chatId: string): Channel | undefined {
    return this.#channels.get(chatId)?.channel;
  }

  /** The connection is told nothing more of the chat. */
  leave(chatId: string, connection: Connection): void {
    this.channel(chatId)?.detach(connection);
    this.#listener?.left(connection, chatId);
  }

  /** It is over: counts no more, and gets nothing more. */
  remove(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    this.#closing.add(connection);
    const why = connection.closedFor ?? 'gone';
    this.#closed.set(why, (this.#closed.get(why) ?? 0) + 1);
    for (const channel of connection.channels) channel.detach(connection);
    const user = this.#byUser.get(connection.userId);
    if (!user) return;
    user.connections.delete(connection);
    if (user.connections.size > 0) return;
    this.#byUser.delete(connection.userId);
    user.unsubscribe.then((unsubscribe) => unsubscribe()).catch(this.#options.onError);
  }

  /** Its socket is gone. */
  forget(connection: Connection): void {
    this.#closing.delete(connection);
  }

  /** Open sockets: those that are about to close are among them. */
  get socketCount(): number {
    return this.#connections.size + this.#closing.size;
  }

  /** Cuts off whoever is left. */
  terminateAll(): void {
    for (const connection of [...this.#connections, ...this.#closing]) connection.terminate();
  }

  /** The channels of these chats, opened where they are not, at a cursor not older than the moment of the call. */
  async open(chatIds: readonly string[]): Promise<Map<string, Channel>> {
    const missing = chatIds.filter((chatId) => !this.#channels.has(chatId) && !this.#opening.has(chatId));
    if (missing.length > 0) this.#startOpening(missing);
    const channels = new Map<string, Channel>();
    for (const chatId of chatIds) {
      const known = this.#channels.get(chatId);
      if (known) known.idleRounds = 0;
      const channel = known?.channel ?? (await this.#opening.get(chatId));
      if (channel) channels.set(chatId, channel);
    }
    return channels;
  }

  #startOpening(chatIds: readonly string[]): void {
    // Subscribed first, read second: a change between the two is in the head or comes by the bus (D16).
    const early = new Map<string, BusEvent[]>(chatIds.map((chatId) => [chatId, []]));
    const opening = (async () => {
      const unsubscribes = await Promise.all(chatIds.map((chatId) => this.#subscribe(chatId, early)));
      const heads = await this.#readHeads(chatIds).catch((error: unknown) => {
        for (const unsubscribe of unsubscribes) unsubscribe();
        throw error;
      });
      chatIds.forEach((chatId, index) => {
        const channel = new Channel(this.#channelOptions(chatId), heads.get(chatId) ?? { seq: 0, rev: 0 });
        this.#channels.set(chatId, { channel, unsubscribe: unsubscribes[index] ?? (() => {}), idleRounds: 0 });
        for (const event of early.get(chatId) ?? []) this.#hear(chatId, event);
      });
      early.clear();
    })();
    for (const chatId of chatIds) {
      const one = opening.then(() => {
        const channel = this.#channels.get(chatId)?.channel;
        if (!channel) throw new Error('The channel was closed while it was opened.');
        return channel;
      });
      this.#opening.set(chatId, one);
      // Who waits for it hears of a failure.
      one
        .catch(() => {})
        .finally(() => {
          if (this.#opening.get(chatId) === one) this.#opening.delete(chatId);
        });
    }
  }

  #subscribe(chatId: string, early: Map<string, BusEvent[]>): Promise<() => void> {
    return this.#options.bus.subscribe(`chat:${chatId}`, (event) => {
      const waiting = early.get(chatId);
      return waiting ? waiting.push(event) : this.#hear(chatId, event);
    });
  }

  #channelOptions(chatId: string): ConstructorParameters<typeof Channel>[0] {
    const { log, tick, onError } = this.#options;
    return {
      chatId,
      log,
      tick,
      onError,
      onDelivered: (frames) => void (this.#deliveredFrames += frames),
      onMemberGone: (chat, gone) => this.#listener?.memberGone(chat, gone),
      onMemberAdded: (chat, userId) => this.#listener?.memberAdded(chat, [...this.connectionsOf(userId)]),
    };
  }

  #hear(chatId: string, event: BusEvent): ReturnType<BusListener> {
    if (isChange(event)) return this.#channels.get(chatId)?.channel.accept(event);
    return this.#listener?.chatEvent(event, chatId);
  }

  async #readHeads(chatIds: readonly string[]): ReturnType<ChatLog['readHeads']> {
    const heads: Awaited<ReturnType<ChatLog['readHeads']>> = new Map();
    for (let start = 0; start < chatIds.length; start += headsPerQuery) {
      const part = await this.#options.log.readHeads(chatIds.slice(start, start + headsPerQuery));
      for (const [chatId, head] of part) heads.set(chatId, head);
    }
    return heads;
  }

  /** Compares every open channel with the log: finds what the bus lost, the last message before a silence too (D8). */
  async compareWithLog(): Promise<void> {
    const heads = await this.#readHeads([...this.#channels.keys()]);
    await this.catchUpWith(new Map([...heads].map(([chatId, { rev }]) => [chatId, rev])));
  }

  /** The log has come this far in these chats: what the bus does not bring of it in a moment is read. */
  async catchUpWith(revs: ReadonlyMap<string, number>): Promise<void> {
    if (this.#findBehind(revs).length === 0) return;
    await new Promise<void>((resolve) => void this.#options.clock.after(busGraceMs, resolve));
    const behind = this.#findBehind(revs);
    for (let start = 0; start < behind.length; start += healedAtOnce) {
      await Promise.all(behind.slice(start, start + healedAtOnce).map(({ channel, rev }) => healUpTo(channel, rev)));
    }
  }

  #findBehind(revs: ReadonlyMap<string, number>): { channel: Channel; rev: number }[] {
    return [...revs].flatMap(([chatId, rev]) => {
      const channel = this.#channels.get(chatId)?.channel;
      return channel && channel.rev < rev ? [{ channel, rev }] : [];
    });
  }

  /** Pings the silent, closes the dead, lets go of channels that nobody follows. */
  sweep(now: number): void {
    const times = { pingAfterMs: limits.heartbeatIntervalMs, deadAfterMs: limits.heartbeatTimeoutMs };
    for (const connection of this.#connections) connection.checkHealth(now, times);
    for (const [chatId, open] of this.#channels) {
      open.channel.forgetPages();
      open.idleRounds = open.channel.isEmpty ? open.idleRounds + 1 : 0;
      if (open.idleRounds <= idleRoundsKept) continue;
      this.#channels.delete(chatId);
      open.unsubscribe();
    }
  }

  /** To every connection of the user on this node; what is said of a thread, to those that asked for threads (D25). */
  sendToUser(userId: string, event: ServerEvent): void {
    const frame = textFrame(JSON.stringify(event));
    const isOfThread = 'chatId' in event && event.chatId !== undefined && isThreadId(event.chatId);
    for (const connection of this.connectionsOf(userId)) {
      if (connection.endpoint === 'unified' && (!isOfThread || connection.wantsThreads)) connection.enqueue(frame);
    }
  }

  closeSessions(userId: string, sessionIds: readonly string[] | null, why: CloseReason): void {
    for (const connection of this.connectionsOf(userId)) {
      if (sessionIds === null || sessionIds.includes(connection.sessionId)) connection.close(why);
    }
  }

  /**
   * Tells every client when to go, each a moment later than the one before it, so that they do not come back at once
   * (D18). Until its time is there a connection goes on as before; who comes from now on is sent away.
   */
  drain(spreadMs: number, clock: Clock): void {
    this.#isDraining = true;
    const count = this.#connections.size;
    let index = 0;
    for (const connection of this.#connections) {
      const reconnectInMs = Math.round((spreadMs * index++) / Math.max(1, count));
      if (connection.endpoint === 'unified') connection.send({ type: 'draining', reconnectInMs });
      clock.after(reconnectInMs, () => connection.leave('draining'));
    }
  }
}

async function healUpTo(channel: Channel, rev: number): Promise<void> {
  if (channel.rev >= rev) return;
  channel.hearOf(rev);
  await channel.heal();
}
