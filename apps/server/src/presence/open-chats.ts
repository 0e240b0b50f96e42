import type { ChatSocketEvent, ServerEvent, User } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import type { Accounts } from '../accounts/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Connection } from '../realtime/connection.ts';
import { textFrame } from '../realtime/frame.ts';
import type { ActiveUsers } from './active-users.ts';

interface OpenChat {
  connections: Set<Connection>;
  /** Have not been told yet who is active. */
  newcomers: Set<Connection>;
  changed: boolean;
  telling: boolean;
  /** Nobody but newcomers is told before. */
  quietUntil: number;
  /** Nobody is: who is active could not be read. */
  retryAt: number;
}

interface OpenChatsContext {
  accounts: Accounts;
  activeUsers: ActiveUsers;
  clock: Clock;
  onError: (error: unknown) => void;
}

/** A chat with many people tells of comings and goings only as often as this many bytes a second allow, but once a second. */
const bytesPerSecond = 20_000_000;
const longestQuietMs = 800;
const retryAfterMs = 1_000;

/** Which connection has which chat open, and who else they are told has it open. Features tell them more. */
export class OpenChats {
  readonly #context: OpenChatsContext;
  readonly #chats = new Map<string, OpenChat>();
  /** What each has open: chats and threads by the chat whose members may. */
  readonly #byConnection = new Map<Connection, Map<string, Set<string>>>();
  readonly #hearers: ((chatId: string, connection: Connection) => void)[] = [];

  constructor(context: OpenChatsContext) {
    this.#context = context;
  }

  /** `hear` is called with each connection that opens a chat, and again when what it was told may have been dropped. */
  onOpened(hear: (chatId: string, connection: Connection) => void): void {
    this.#hearers.push(hear);
  }

  connectionsOf(chatId: string): ReadonlySet<Connection> {
    return this.#chats.get(chatId)?.connections ?? new Set();
  }

  /** Those that somebody here has open. */
  openIds(): string[] {
    return [...this.#chats.keys()];
  }

  async open(chatId: string, connection: Connection): Promise<void> {
    if (connection.isClosed) return;
    const chat = this.#chats.get(chatId) ?? newOpenChat();
    this.#chats.set(chatId, chat);
    chat.newcomers.add(connection);
    if (chat.connections.has(connection)) {
      this.#opened(chatId, connection);
      return this.#tell(chatId, chat);
    }
    chat.connections.add(connection);
    const byDoor = this.#byConnection.get(connection) ?? new Map<string, Set<string>>();
    const door = doorOf(chatId);
    this.#byConnection.set(connection, byDoor.set(door, (byDoor.get(door) ?? new Set()).add(chatId)));
    this.#opened(chatId, connection);
    await this.#context.activeUsers.enter(chatId, connection.userId);
    this.#tell(chatId, chat);
  }

  close(chatId: string, connection: Connection): void {
    const chat = this.#chats.get(chatId);
    if (!chat?.connections.delete(connection)) return;
    chat.newcomers.delete(connection);
    if (chat.connections.size === 0) this.#chats.delete(chatId);
    const byDoor = this.#byConnection.get(connection);
    const beside = byDoor?.get(doorOf(chatId));
    if (beside?.delete(chatId) && beside.size === 0) byDoor?.delete(doorOf(chatId));
    this.#context.activeUsers.leave(chatId, connection.userId);
  }

  /** A chat with the threads that are open behind its door, or one thread. */
  closeBehind(chatId: string, connection: Connection): void {
    for (const one of this.#byConnection.get(connection)?.get(chatId) ?? [chatId]) this.close(one, connection);
  }

  /** The chats of which something is open. */
  doorsOf(connection: Connection): string[] {
    return [...(this.#byConnection.get(connection)?.keys() ?? [])];
  }

  closeAll(connection: Connection): void {
    for (const door of this.doorsOf(connection)) this.closeBehind(door, connection);
    this.#byConnection.delete(connection);
  }

  /** The connection was behind and missed what may be dropped. */
  tellAgain(connection: Connection): void {
    for (const chatId of [...(this.#byConnection.get(connection)?.values() ?? [])].flatMap((beside) => [...beside])) {
      const chat = this.#chats.get(chatId);
      if (!chat) continue;
      chat.newcomers.add(connection);
      this.#opened(chatId, connection);
      this.#tell(chatId, chat);
    }
  }

  #opened(chatId: string, connection: Connection): void {
    for (const hear of this.#hearers) hear(chatId, connection);
  }

  isOpen(chatId: string): boolean {
    return this.#chats.has(chatId);
  }

  isOpenFor(chatId: string, connection: Connection): boolean {
    return this.#chats.get(chatId)?.connections.has(connection) === true;
  }

  /** Somebody came or left, here or elsewhere. */
  changed(chatId: string): void {
    const chat = this.#chats.get(chatId);
    if (!chat) return;
    chat.changed = true;
    this.#tell(chatId, chat);
  }

  /** To everybody else who has the chat open, unless they are behind. `chat` null: nothing for simple clients. */
  sendToOthers(chatId: string, userId: string, event: { unified: ServerEvent; chat: ChatSocketEvent | null }): void {
    const chat = this.#chats.get(chatId);
    if (!chat) return;
    const unifiedFrame = textFrame(JSON.stringify(event.unified));
    const chatFrame = event.chat && textFrame(JSON.stringify(event.chat));
    for (const connection of chat.connections) {
      const frame = connection.endpoint === 'unified' ? unifiedFrame : chatFrame;
      if (frame && connection.userId !== userId) connection.sendEphemeral(frame);
    }
  }

  #tell(chatId: string, chat: OpenChat): void {
    if (chat.telling) return;
    const dueAt = Math.max(chat.retryAt, chat.newcomers.size > 0 ? 0 : chat.quietUntil);
    const waitMs = dueAt - this.#context.clock.monotonicNow();
    chat.telling = true;
    this.#context.clock.after(Math.max(0, waitMs), () => {
      this.#tellNow(chatId, chat)
        .catch(this.#context.onError)
        .finally(() => {
          chat.telling = false;
          if (this.#chats.get(chatId) === chat && (chat.changed || chat.newcomers.size > 0)) this.#tell(chatId, chat);
        });
    });
  }

  async #tellNow(chatId: string, chat: OpenChat): Promise<void> {
    const now = this.#context.clock.monotonicNow();
    const everybody = chat.changed && now >= chat.quietUntil;
    const newcomers = [...chat.newcomers];
    chat.newcomers.clear();
    if (everybody) chat.changed = false;
    const frames = await this.#activeFrames(chatId).catch((error: unknown) => {
      for (const connection of newcomers) if (chat.connections.has(connection)) chat.newcomers.add(connection);
      chat.changed ||= everybody;
      chat.retryAt = this.#context.clock.monotonicNow() + retryAfterMs;
      throw error;
    });
    const told = everybody ? [...chat.connections] : newcomers;
    let bytes = 0;
    for (const connection of told) {
      if (!chat.connections.has(connection)) continue;
      const frame = frames[connection.endpoint];
      bytes += frame.length;
      connection.sendEphemeral(frame);
    }
    if (everybody) chat.quietUntil = now + Math.min(longestQuietMs, (bytes / bytesPerSecond) * 1_000);
  }

  async #activeFrames(chatId: string): Promise<Record<Connection['endpoint'], Buffer>> {
    const { listed, count } = await this.#context.activeUsers.listShort(chatId);
    const users: User[] = [...(await this.#context.accounts.users(listed)).values()];
    return {
      unified: textFrame(JSON.stringify({ type: 'active-users', chatId, userIds: listed, count })),
      chat: textFrame(JSON.stringify({ type: 'active-users', users, count })),
    };
  }
}

function newOpenChat(): OpenChat {
  return {
    connections: new Set(),
    newcomers: new Set(),
    changed: false,
    telling: false,
    quietUntil: 0,
    retryAt: 0,
  };
}
