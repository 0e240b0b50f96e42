import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { chatsMax } from '../../search/plan.ts';

const rememberedMax = 10_000;

/** Who is in which chat, as the log's connection sees it. */
export class Membership {
  readonly #chatsOf: StatementSync;
  readonly #isMember: StatementSync;
  /** People of whom it was found that they are in more chats than are ever listed: to find it again costs as much as to list them. */
  readonly #inMany = new Set<string>();

  constructor(log: DatabaseSync) {
    // Not the threads that are followed.
    this.#chatsOf = log.prepare(
      `select chat_id from members where user_id = ? and instr(chat_id, '~') = 0 limit ${chatsMax + 1}`,
    );
    this.#chatsOf.setReturnArrays(true);
    this.#isMember = log.prepare('select 1 from members where chat_id = ? and user_id = ?');
  }

  /** For one look, within one transaction: each chat is asked for once. */
  of(userId: string): (chatId: string) => boolean {
    const known = new Map<string, boolean>();
    return (chatId) => {
      const isMember = known.get(chatId) ?? this.#isMember.get(chatId, userId) !== undefined;
      known.set(chatId, isMember);
      return isMember;
    };
  }

  /** Null for more than are ever listed. Whoever was in so many once may be told so later too. */
  chatsOf(userId: string): string[] | null {
    if (this.#inMany.has(userId)) return null;
    const rows = this.#chatsOf.all(userId) as unknown as [string][];
    if (rows.length <= chatsMax) return rows.map(([id]) => id);
    if (this.#inMany.size >= rememberedMax) this.#inMany.clear();
    this.#inMany.add(userId);
    return null;
  }
}
