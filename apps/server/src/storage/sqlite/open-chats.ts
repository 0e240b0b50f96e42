import type { Role } from '@confab/protocol';
import type { LogStatements } from './log-statements.ts';

/** A chat while one transaction works on it: read once, its counters written back once. */
export interface OpenChat {
  readonly id: string;
  readonly kind: 'direct' | 'group';
  name: string | null;
  seq: number;
  rev: number;
  lastAt: number;
  /** Roles that were looked up; null: no member. */
  readonly roles: Map<string, Role | null>;
  /** Read positions to write back. */
  readonly reads: Map<string, number>;
}

interface ChatHeadRow {
  id: string;
  kind: 'direct' | 'group';
  name: string | null;
  seq: number;
  rev: number;
  last_at: number;
}

/** The chats of one transaction. */
export class OpenChats {
  readonly #statements: LogStatements;
  readonly #chats = new Map<string, OpenChat | null>();
  readonly #changed = new Set<OpenChat>();

  constructor(statements: LogStatements) {
    this.#statements = statements;
  }

  find(chatId: string): OpenChat | null {
    const known = this.#chats.get(chatId);
    if (known !== undefined) return known;
    const row = this.#statements.selectChat.get(chatId) as ChatHeadRow | undefined;
    const chat = row ? openChat(row) : null;
    this.#chats.set(chatId, chat);
    return chat;
  }

  /** The chat was just created: whatever was known of it is wrong. */
  forget(chatId: string): void {
    this.#chats.delete(chatId);
  }

  roleOf(chat: OpenChat, userId: string): Role | null {
    const known = chat.roles.get(userId);
    if (known !== undefined) return known;
    const row = this.#statements.selectRole.get(chat.id, userId) as { role: Role } | undefined;
    const role = row?.role ?? null;
    chat.roles.set(userId, role);
    return role;
  }

  /** The numbers of the chat's next change. */
  nextRev(chat: OpenChat): number {
    this.#changed.add(chat);
    return ++chat.rev;
  }

  /** Writes back counters and read positions: one update per chat, one per sender and chat, however many messages. */
  writeBack(): void {
    const { updateChatHead, moveReadPosition } = this.#statements;
    for (const chat of this.#changed) {
      updateChatHead.run(chat.seq, chat.rev, chat.lastAt, chat.id);
      for (const [userId, readSeq] of chat.reads) moveReadPosition.run(readSeq, chat.id, userId);
    }
  }
}

function openChat(row: ChatHeadRow): OpenChat {
  const { id, kind, name, seq, rev, last_at: lastAt } = row;
  return { id, kind, name, seq, rev, lastAt, roles: new Map(), reads: new Map() };
}
