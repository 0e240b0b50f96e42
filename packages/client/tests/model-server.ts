import type { Message, ServerEvent } from '@confab/protocol';
import { describe, type ModelChat, positionOf } from './model-chat.ts';

type ReadEvent = Extract<ServerEvent, { type: 'read' }>;

/** How far one chat's stream to the client is, and what of it is on its way. */
interface Stream {
  sentRev: number;
  isCatchingUp: boolean;
  /** A frame got lost: only a `message` frame after it shows the gap, a catch-up would hide it. */
  hasHole: boolean;
  queue: ServerEvent[];
}

/**
 * The server's half of `/api/ws` towards one client, in memory. Streams of different chats, and read positions, reach
 * the client in any order; within a chat the order holds.
 */
export class ModelServer {
  epoch = 0;
  readonly chats = new Map<string, ModelChat>();
  readonly viewerId: string;
  #streams: Map<string, Stream> | null = null;
  #isReady = false;
  /** Comings and goings, which are in order with everything after them. */
  #gone: ServerEvent[] = [];
  /** Told by the bus, each at its own pace: before or after the changes that they are about. */
  #reads: ReadEvent[] = [];

  constructor(viewerId: string, chats: readonly ModelChat[]) {
    this.viewerId = viewerId;
    for (const chat of chats) this.chats.set(chat.id, chat);
  }

  isConnected(): boolean {
    return this.#streams !== null;
  }

  cut(): void {
    this.#streams = null;
    this.#gone = [];
  }

  /** What `resume` is answered with at once; the changes follow by `deliver`. */
  connect(epoch: string | null, cursors: Readonly<Record<string, number>>, maxChanges: number): ServerEvent[] {
    const streams = new Map<string, Stream>();
    const events: ServerEvent[] = [];
    for (const chat of this.#mine()) {
      const cursor = cursors[chat.id];
      const described = describe(chat, this.viewerId);
      let sentRev = chat.rev;
      if (cursor === undefined) events.push({ type: 'chats', chats: [described] });
      else if (epoch !== String(this.epoch)) {
        events.push({ type: 'reset', chatId: chat.id, reason: 'epoch-changed', chat: described });
      } else if (cursor > chat.rev || chat.rev - cursor > maxChanges) {
        events.push({ type: 'reset', chatId: chat.id, reason: 'too-far-behind', chat: described });
      } else {
        sentRev = cursor;
        this.#reads.push(this.#positionOf(chat));
      }
      streams.set(chat.id, { sentRev, isCatchingUp: sentRev < chat.rev, hasHole: false, queue: [] });
    }
    for (const chatId of Object.keys(cursors)) {
      if (!streams.has(chatId)) events.push({ type: 'chat-removed', chatId });
    }
    this.#streams = streams;
    this.#isReady = false;
    return events;
  }

  /** A change was committed. */
  publish(message: Message | null): void {
    if (!message || !this.#streams) return;
    const chat = this.chats.get(message.chatId);
    const stream = this.#streams.get(message.chatId);
    const isMine = chat?.members.has(this.viewerId) ?? false;
    if (stream && !stream.isCatchingUp) {
      stream.queue.push({ type: 'message', message });
      stream.sentRev = message.rev;
    }
    if (stream && !isMine) {
      this.#streams.delete(message.chatId);
      this.#gone.push({ type: 'chat-removed', chatId: message.chatId });
    }
    if (!stream && isMine && chat) {
      this.#gone.push({ type: 'chats', chats: [describe(chat, this.viewerId)] });
      this.#streams.set(chat.id, { sentRev: chat.rev, isCatchingUp: false, hasHole: false, queue: [] });
    }
  }
  publishRead(chat: ModelChat): void {
    if (chat.members.has(this.viewerId)) this.#reads.push(this.#positionOf(chat));
  }

  #positionOf(chat: ModelChat): ReadEvent {
    const { viewerId: userId } = this;
    return { type: 'read', chatId: chat.id, userId, ...positionOf(chat, userId), atRev: chat.rev };
  }

  /** The connection is slow: what was queued is dropped and comes as a catch-up (D11). */
  lag(chatId: string): void {
    const stream = this.#streams?.get(chatId);
    if (!stream || stream.hasHole) return;
    const [first] = stream.queue;
    if (first?.type !== 'message') return;
    stream.sentRev = first.message.rev - 1;
    stream.isCatchingUp = true;
    stream.queue = [];
  }

  /** A fault: one frame of the stream is lost, and the server does not know. */
  lose(chatId: string): void {
    const stream = this.#streams?.get(chatId);
    if (stream?.queue.shift()) stream.hasHole = true;
  }

  /** The next frame of a chat's stream, `pageSize` changes at most. */
  deliver(chatId: string, pageSize: number): ServerEvent | null {
    const gone = this.#gone.shift();
    if (gone) return gone;
    const stream = this.#streams?.get(chatId);
    const chat = this.chats.get(chatId);
    if (!stream || !chat) return null;
    if (!stream.isCatchingUp) return stream.queue.shift() ?? null;
    const later = chat.messages.filter(({ rev }) => rev > stream.sentRev).toSorted((a, b) => a.rev - b.rev);
    const messages = later.slice(0, pageSize);
    const more = later.length > messages.length;
    const upToRev = more ? (messages.at(-1)?.rev ?? stream.sentRev) : chat.rev;
    stream.sentRev = upToRev;
    stream.isCatchingUp = more;
    return { type: 'changes', chatId, messages, upToRev, more };
  }

  deliverRead(pick: number): ReadEvent | null {
    return this.#reads.splice(pick % Math.max(1, this.#reads.length), 1)[0] ?? null;
  }

  /** Once, when nothing is left to catch up with. */
  deliverReady(): ServerEvent | null {
    if (!this.#streams || this.#isReady || [...this.#streams.values()].some((stream) => stream.isCatchingUp))
      return null;
    this.#isReady = true;
    return { type: 'ready' };
  }

  /** A backup of an earlier state is put back. */
  restore(chats: ReadonlyMap<string, ModelChat>): void {
    this.epoch += 1;
    this.chats.clear();
    for (const [id, chat] of chats) this.chats.set(id, structuredClone(chat));
    this.#reads = [];
    this.#gone = [];
    this.cut();
  }

  #mine(): ModelChat[] {
    return [...this.chats.values()].filter((chat) => chat.members.has(this.viewerId));
  }
}
