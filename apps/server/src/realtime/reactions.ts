import type { Chat, Command } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import type { CountedPosition } from '../storage/chat-log.ts';
import type { Connection } from './connection.ts';

/** A client has said what it holds, and its chats are on their way. */
export interface Resumed {
  connection: Connection;
  /** The whole frame: a feature has a cursor of its own in it. */
  command: Extract<Command, { type: 'resume' }>;
  /** The cursors are of this database's life. */
  sameEpoch: boolean;
  /** The chats that the user is in, and the threads that they follow. */
  memberOf: ReadonlySet<string>;
  /** How far the user has read, and what is unread, in each of these that is caught up from a cursor: the others came whole. */
  positions: ReadonlyMap<string, CountedPosition>;
}

/** What happens to connections, for whoever has something to say or to forget then. */
export interface Reactions {
  /** The socket is open. */
  connected?(connection: Connection): void;
  /** A command of this type came. It must not fail. */
  said?(connection: Connection, type: string): void;
  /** A socket of one chat follows that chat now. */
  joined?(connection: Connection, chatId: string): void | Promise<void>;
  /** Before `ready`, which waits for it; where it rejects the connection closes. Comes after the chats that came whole. */
  resumed?(resumed: Resumed): void | Promise<void>;
  /** The chat, if it is a thread, is told to the connection, which follows it from there on. */
  threadDescribed?(connection: Connection, chat: Chat): void;
  /** It was lagging and is not any more: what was dropped meanwhile is to be told anew. */
  recovered?(connection: Connection): void | Promise<void>;
  /** The bus may have lost anything, to any connection here. Tried again a moment later where it rejects. */
  eventsLost?(): void | Promise<void>;
  /** The connections were on the channel of a chat that their users are no members of any more. */
  memberGone?(chatId: string, connections: readonly Connection[]): void;
  /** The user, who has these connections here, became a member of a chat that others here follow. */
  memberAdded?(chatId: string, connections: readonly Connection[]): void;
  /** It is told nothing more of the chat. */
  left?(connection: Connection, chatId: string): void;
  /** It is over, whoever ended it: it counts as nobody's any more. Called once. */
  closed?(connection: Connection): void;
}

/** All that react, in the order in which they were added. One that fails keeps nothing from the others. */
export class ReactionList implements Required<Reactions> {
  readonly #onError: (error: unknown) => void;
  readonly #all: Reactions[] = [];
  readonly #listening: Reactions[] = [];

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  add(reactions: Reactions): void {
    this.#all.push(reactions);
    if (reactions.said) this.#listening.push(reactions);
  }

  connected(connection: Connection): void {
    this.#each((one) => one.connected?.(connection));
  }

  /** With every command: only those are asked who listen. */
  said(connection: Connection, type: string): void {
    for (const one of this.#listening) one.said?.(connection, type);
  }

  async joined(connection: Connection, chatId: string): Promise<void> {
    for (const one of this.#all) await one.joined?.(connection, chatId);
  }

  async resumed(resumed: Resumed): Promise<void> {
    for (const one of this.#all) await one.resumed?.(resumed);
  }

  threadDescribed(connection: Connection, chat: Chat): void {
    if (isThreadId(chat.id)) this.#each((one) => one.threadDescribed?.(connection, chat));
  }

  recovered(connection: Connection): void {
    this.#each((one) => {
      Promise.resolve(one.recovered?.(connection)).catch(this.#onError);
    });
  }

  async eventsLost(): Promise<void> {
    for (const one of this.#all) await one.eventsLost?.();
  }

  memberGone(chatId: string, connections: readonly Connection[]): void {
    this.#each((one) => one.memberGone?.(chatId, connections));
  }

  memberAdded(chatId: string, connections: readonly Connection[]): void {
    this.#each((one) => one.memberAdded?.(chatId, connections));
  }

  left(connection: Connection, chatId: string): void {
    this.#each((one) => one.left?.(connection, chatId));
  }

  closed(connection: Connection): void {
    this.#each((one) => one.closed?.(connection));
  }

  #each(tell: (one: Reactions) => void): void {
    for (const one of this.#all) {
      try {
        tell(one);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
