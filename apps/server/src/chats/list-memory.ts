import { randomBytes } from 'node:crypto';
import { storedJson, type StoredJson } from '../http/index.ts';
import { BoundedMemory } from '../storage/bounded-memory.ts';
import type { Stamps } from '../storage/chat-stamps.ts';
import type { ListedChat } from './chat-store.ts';

/** Lists of 200 chats of some eighty people, of 30 chats of some six hundred. */
const bytesInAll = 24 * 1024 * 1024;
const bytesOfChat = 250;

type Piece = string | Uint8Array;

interface KeptList {
  stamp: number;
  /** All chats of the person, as they were then; null where they are not all. */
  listed: readonly ListedChat[] | null;
  chatIds: readonly string[];
  answer: { pieces: readonly Piece[]; stored: StoredJson; bytes: number } | null;
}

/** The lists that people were answered with. What is in them is checked by others: see encode-chats.ts (decision 0054). */
export class ListMemory {
  readonly #stamps: Stamps | null;
  readonly #lists = new BoundedMemory<KeptList>(bytesInAll);
  /** No two texts have one tag, in this process and in others. */
  readonly #tags = randomBytes(9).toString('base64url');
  #made = 0;

  constructor(stamps: Stamps | null) {
    this.#stamps = stamps;
  }

  /** To be taken before a list is read. */
  get stamp(): number {
    return this.#stamps?.now ?? 0;
  }

  /** All chats of the person, where this process knows without asking that nothing of them has changed. */
  find(key: string): readonly ListedChat[] | null {
    const kept = this.#lists.get(key);
    if (!kept?.listed || !this.#stamps?.stoodStill(kept.stamp, kept.chatIds)) return null;
    return kept.listed;
  }

  /** `isWhole`: the person is in no other chat. Of any other part it can't be told what belongs into it. */
  keep(
    key: string,
    { listed, stamp, isWhole }: { listed: readonly ListedChat[]; stamp: number; isWhole: boolean },
  ): void {
    const answer = this.#lists.get(key)?.answer ?? null;
    const chatIds = isWhole ? listed.map(({ id }) => id) : [];
    const kept = { stamp, listed: isWhole ? listed : null, chatIds, answer };
    this.#lists.set(key, kept, chatIds.length * bytesOfChat + (answer?.bytes ?? 0));
  }

  /** The pieces in one: the text of the last time where all of them are the same. */
  join(key: string, pieces: readonly Piece[]): StoredJson {
    const kept = this.#lists.get(key);
    const before = kept?.answer;
    if (before && isSame(pieces, before.pieces)) return before.stored;
    const text = Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
    const etag = `${this.#tags}${(this.#made += 1).toString(36)}`;
    const answer = { pieces, bytes: text.length, stored: storedJson(text, etag, (bytes) => grow(bytes)) };
    const grow = (bytes: number): void => {
      if (!kept || kept.answer !== answer) return;
      answer.bytes += bytes;
      this.#lists.grow(key, kept, bytes);
    };
    if (kept) {
      kept.answer = answer;
      this.#lists.grow(key, kept, text.length - (before?.bytes ?? 0));
    }
    return answer.stored;
  }
}

function isSame(some: readonly Piece[], others: readonly Piece[]): boolean {
  return some.length === others.length && some.every((piece, at) => piece === others[at]);
}
