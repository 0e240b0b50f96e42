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
  answer: ListAnswer | null;
}

/** The answer to somebody's list. */
interface ListAnswer {
  pieces: readonly Piece[];
  stored: StoredJson;
  bytes: number;
  /** Of what it was made, where that alone says what it is. */
  made: MadeOf | null;
}

/** Everybody in the chats looks the same while `version` is that of the accounts, and not longer than `until`. */
export interface LookProof {
  version: number;
  until: number;
}

/** What of each chat says how dear it was. */
export type ChatSizes = readonly { members: { length: number } }[];

/** Of which numbers of which chats, and of people who look how. */
export interface MadeOf {
  listed: readonly ListedChat[];
  isLast: boolean;
  looks: LookProof;
  sizes: ChatSizes;
}

/** What there is to know of a list before it is made. */
export interface Asked {
  listed: readonly ListedChat[];
  isLast: boolean;
  lookVersion: number | null;
  now: number;
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
    // Of this moment, too: the next look has less to go through.
    kept.stamp = this.#stamps.now;
    return kept.listed;
  }

  /** The text of the last time, where it is certain without its pieces that all of them are the same. */
  recall(key: string, { listed, isLast, lookVersion, now }: Asked): (MadeOf & { stored: StoredJson }) | null {
    const answer = this.#lists.get(key)?.answer;
    if (!answer?.made || answer.made.isLast !== isLast) return null;
    const { looks } = answer.made;
    if (looks.version !== lookVersion || looks.until <= now || !isSameList(listed, answer.made.listed)) return null;
    return { ...answer.made, stored: answer.stored };
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
  join(key: string, pieces: readonly Piece[], made: MadeOf | null): StoredJson {
    const kept = this.#lists.get(key);
    const before = kept?.answer;
    if (before && isSame(pieces, before.pieces)) {
      before.made = made;
      return before.stored;
    }
    const text = Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
    const etag = `${this.#tags}${(this.#made += 1).toString(36)}`;
    const answer: ListAnswer = {
      pieces,
      bytes: text.length,
      made,
      stored: storedJson(text, etag, (bytes) => grow(bytes)),
    };
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

/** By what says whether something of a chat is another: see `ListedChat`. */
function isSameList(some: readonly ListedChat[], others: readonly ListedChat[]): boolean {
  return some === others || (some.length === others.length && some.every((chat, at) => isSameChat(chat, others[at])));
}

function isSameChat({ id, rev, members, reads, readSeq }: ListedChat, other: ListedChat | undefined): boolean {
  if (other?.id !== id || other.rev !== rev) return false;
  return other.members === members && other.reads === reads && other.readSeq === readSeq;
}

function isSame(some: readonly Piece[], others: readonly Piece[]): boolean {
  return some.length === others.length && some.every((piece, at) => piece === others[at]);
}
