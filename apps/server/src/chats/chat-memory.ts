import type { Message } from '@confab/protocol';
import type { EncodedUser } from '../accounts/index.ts';
import { BoundedMemory, ownBytes } from '../storage/bounded-memory.ts';
import { encodeTimestamp } from '../storage/timestamp.ts';
import type { Stamps } from '../storage/chat-stamps.ts';
import type { ChatRow, ListedChat, MemberRow } from './chat-store.ts';

/** Of chats some 10,000 of a few people each, or twenty of ten thousand. */
const chatBytes = 32 * 1024 * 1024;
const countBytes = 8 * 1024 * 1024;
const bytesOfMember = 120;
const bytesOfCount = 150;

/** What is the same for everybody who sees the chat and hides nothing: all but `unread` and `mentions`. */
export interface KeptChat {
  readonly rev: number;
  /** How many members it has, and the sum of their read positions. */
  readonly members: number;
  readonly reads: number;
  readonly rows: readonly MemberRow[];
  /** The latest stamp of which it is known to be true; see `Stamps`. */
  stamp: number;
  /** JSON without its last brace and without `members`. */
  readonly head: Buffer;
  /** The JSON of `members`, and of whom it was made. */
  people: { users: readonly (EncodedUser | undefined)[]; bytes: Buffer } | null;
}

/** A chat as it was read; the last message a moment after the row. */
export interface ReadChat {
  row: ChatRow;
  members: readonly MemberRow[];
  lastMessage: Message | null;
}

interface Count {
  rev: number;
  readSeq: number;
  unread: number;
  mentions: number;
}

/**
 * Chats as they are described, by parts: what all see the same is kept once, and of each person what is unread. Both are asked for
 * with what the database says at the moment of the question (D79, decision 0054): `rev` rises with every change of a chat and its
 * members, and since read positions only rise, members of one `rev` with the same sum of them have the same positions.
 */
export class ChatMemory {
  readonly #chats = new BoundedMemory<KeptChat>(chatBytes);
  readonly #counts = new BoundedMemory<Map<string, Count>>(countBytes);
  readonly #origins = { memory: 0, database: 0 };

  /** Chats that were described, by where they came from. */
  get origins(): Iterable<readonly [from: string, count: number]> {
    return Object.entries(this.#origins);
  }

  counted(from: 'memory' | 'database', chats: number): void {
    this.#origins[from] += chats;
  }

  chat({ id, rev, members, reads }: ListedChat): KeptChat | null {
    const kept = this.#chats.get(id);
    return kept && kept.rev === rev && kept.members === members && kept.reads === reads ? kept : null;
  }

  /** Of somebody who stands there as of that stamp: where it is certain without a look at the database that nothing is another. */
  known({ id, rev }: Pick<ListedChat, 'id' | 'rev'>, stamps: Stamps, stamp: number): KeptChat | null {
    const kept = this.#chats.get(id);
    if (kept?.rev !== rev || !stamps.stoodStill(Math.min(stamp, kept.stamp), [id])) return null;
    // Of this moment, too.
    kept.stamp = stamps.now;
    return kept;
  }

  count(userId: string, { id, rev, readSeq }: Pick<ListedChat, 'id' | 'rev' | 'readSeq'>): Count | null {
    const count = this.#counts.get(userId)?.get(id);
    return count && count.rev === rev && count.readSeq === readSeq ? count : null;
  }

  keep(read: ReadChat): KeptChat {
    const kept = this.make(read);
    this.#chats.set(read.row.id, kept, kept.head.length + kept.rows.length * bytesOfMember);
    return kept;
  }

  /** One that is not kept. */
  make({ row, members, lastMessage }: ReadChat): KeptChat {
    return {
      rev: row.rev,
      members: members.length,
      reads: members.reduce((sum, { readSeq }) => sum + readSeq, 0),
      rows: members,
      stamp: -1,
      head: encodeHead(row, lastMessage),
      people: null,
    };
  }

  keepCount(userId: string, { id, rev, readSeq, unread, mentions }: Count & { id: string }): void {
    const known = this.#counts.get(userId);
    const counts = known ?? new Map<string, Count>();
    if (!known) this.#counts.set(userId, counts);
    if (!counts.has(id)) this.#counts.grow(userId, counts, bytesOfCount);
    counts.set(id, { rev, readSeq, unread, mentions });
  }

  /** The JSON of the chat's members, as it was made before where nobody of them looks otherwise. */
  encodeMembers(chatId: string, kept: KeptChat, users: ReadonlyMap<string, EncodedUser>): Buffer {
    const seen = kept.rows.map(({ userId }) => users.get(userId));
    const { people } = kept;
    if (people && seen.every((user, at) => looksTheSame(user, people.users[at]))) return people.bytes;
    const bytes = ownBytes(Buffer.from(`[${encodeRows(kept.rows, users)}]`));
    this.#chats.grow(chatId, kept, bytes.length - (people?.bytes.length ?? 0));
    kept.people = { users: seen, bytes };
    return bytes;
  }
}

function looksTheSame(one: EncodedUser | undefined, other: EncodedUser | undefined): boolean {
  if (one === other) return true;
  return one?.json === other?.json && one?.hides.has('receipts') === other?.hides.has('receipts');
}

function encodeHead(row: ChatRow, lastMessage: Message | null): Buffer {
  const { id, kind, name, createdBy, lastSeq, rev, parts } = row;
  const createdAt = encodeTimestamp(row.createdAt);
  const json = JSON.stringify({ id, kind, name, createdBy, createdAt, lastSeq, rev, lastMessage });
  // As the rules of features wrote them.
  return ownBytes(Buffer.from(`${json.slice(0, -1)}${parts === null ? '' : `,"parts":${parts}`}`));
}

function encodeRows(rows: readonly MemberRow[], users: ReadonlyMap<string, EncodedUser>): string {
  return rows
    .flatMap(({ userId, role, joinedAt, readSeq }) => {
      const user = users.get(userId);
      if (!user) return [];
      const told = user.hides.has('receipts') ? 0 : readSeq;
      return [`{"user":${user.json},"role":"${role}","joinedAt":"${encodeTimestamp(joinedAt)}","readSeq":${told}}`];
    })
    .join();
}
