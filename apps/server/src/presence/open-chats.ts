import type { ChatSocketEvent, ServerEvent, User } from '@confab/protocol';
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
  readonly #byConnection = new Map<Connection, Set<string>>();

  constructor(context: OpenChatsContext) {
    this.#context = context;
  }

  async open(chatId: string, connection: Connection): Promise<void> {
    if (connection.isClosed) return;
    const chat = this.#chats.get(chatId) ?? newOpenChat();
    this.#chats.set(chatId, chat);
    chat.newcomers.add(connection);
    if (chat.connections.has(connection)) return this.#tell(chatId, chat);
    chat.connections.add(connection);
    const chatIds = this.#byConnection.get(connection) ?? new Set();
    this.#byConnection.set(connection, chatIds.add(chatId));
    await this.#context.activeUsers.enter(chatId, connection.userId);
    this.#tell(chatId, chat);
  }

  close(chatId: string, connection: Connection): void {
    const chat = this.#chats.get(chatId);
    if (!chat?.connections.delete(connection)) return;
    chat.newcomers.delete(connection);
    if (chat.connections.size === 0) this.#chats.delete(chatId);
    this.#byConnection.get(connection)?.delete(chatId);
    this.#context.activeUsers.leave(chatId, connection.userId);
  }

  closeAll(connection: Connection): void {
    for (const chatId of this.#byConnection.get(connection) ?? []) this.close(chatId, connection);
    this.#byConnection.delete(connection);
  }

  /** The connection was behind and missed what may be dropped. */
  tellAgain(connection: Connection): void {
    for (const chatId of this.#byConnection.get(connection) ?? []) {
      const chat = this.#chats.get(chatId);
      if (!chat) continue;
      chat.newcomers.add(connection);
      this.#tell(chatId, chat);
    }
  }

  isOpen(chatId: string): boolean {
    return this.#chats.has(chatId);
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
