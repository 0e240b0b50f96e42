import type { Role } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { onlyAdminsPost } from '../posting.ts';
import type { LogStatements } from './log-statements.ts';

/** A chat as the writer knows it: read once, its counters written back once per transaction. */
export interface LoadedChat {
  readonly id: string;
  readonly kind: 'direct' | 'group' | 'thread';
  name: string | null;
  parts: string | null;
  /** See posting.ts. */
  onlyAdminsPost: boolean;
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
  kind: 'direct' | 'group' | 'thread';
  name: string | null;
  parts: string | null;
  seq: number;
  rev: number;
  last_at: number;
}

/** Chats and roles kept in memory, together. */
const entriesKept = 100_000;

/**
 * The chats that were written to lately. They stay known from one transaction to the next, since nobody else writes
 * to the database; `forgetAll` after anything that may have changed chats or members behind their back.
 */
export class LoadedChats {
  readonly #statements: LogStatements;
  readonly #chats = new Map<string, LoadedChat>();
  readonly #changed = new Set<LoadedChat>();
  #entries = 0;

  constructor(statements: LogStatements) {
    this.#statements = statements;
  }

  find(chatId: string): LoadedChat | null {
    const known = this.#chats.get(chatId);
    if (known) return known;
    const row = this.#statements.selectChat.get(chatId) as ChatHeadRow | undefined;
    if (!row) return null;
    const chat = loadedChat(row);
    this.#chats.set(chatId, chat);
    this.#entries++;
    return chat;
  }

  roleOf(chat: LoadedChat, userId: string): Role | null {
    const known = chat.roles.get(userId);
    if (known !== undefined) return known;
    const row = this.#statements.selectRole.get(chat.id, userId) as { role: Role } | undefined;
    const role = row?.role ?? null;
    chat.roles.set(userId, role);
    this.#entries++;
    return role;
  }

  /** Whoever is no member of a chat follows none of its threads. */
  forgetMember(chat: LoadedChat, userId: string): void {
    for (const known of this.#chats.values()) {
      if (doorOf(known.id) !== chat.id) continue;
      known.roles.set(userId, null);
      known.reads.delete(userId);
    }
  }

  /** The number of the chat's next change. */
  nextRev(chat: LoadedChat): number {
    this.#changed.add(chat);
    return ++chat.rev;
  }

  /** Writes back counters and read positions: one update per chat, one per sender and chat, however many messages. */
  writeBack(): void {
    const { updateChatHead, moveReadPosition } = this.#statements;
    for (const chat of this.#changed) {
      updateChatHead.run(chat.seq, chat.rev, chat.lastAt, chat.id);
      for (const [userId, readSeq] of chat.reads) moveReadPosition.run(readSeq, chat.id, userId);
      chat.reads.clear();
    }
    this.#changed.clear();
    if (this.#entries > entriesKept) this.forgetAll();
  }

  forgetAll(): void {
    this.#chats.clear();
    this.#changed.clear();
    this.#entries = 0;
  }
}

function loadedChat(row: ChatHeadRow): LoadedChat {
  const { id, kind, name, parts, seq, rev, last_at: lastAt } = row;
  return {
    id,
    kind,
    name,
    parts,
    onlyAdminsPost: onlyAdminsPost(parts),
    seq,
    rev,
    lastAt,
    roles: new Map(),
    reads: new Map(),
  };
}
