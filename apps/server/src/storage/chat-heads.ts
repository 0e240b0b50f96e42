import { doorOf, isThreadId } from '@confab/protocol/threads';
import type { Message } from '@confab/protocol';
import type { ChatHead, LogCommand, LogOutcome, RevRange } from './chat-log.ts';
import { shareReads } from './shared-reads.ts';

/** All are read anew after so many: a head is cheap to read. */
const headsKept = 50_000;
/** Of a chat's last changes, those whose places are known. */
const changesKept = 64;

interface Known {
  head: ChatHead;
  /** The places of the messages of its last changes, the last one of `head.rev`. */
  places: number[];
}

export interface ChatHeadsOptions {
  read: (chatIds: readonly string[]) => Promise<Map<string, ChatHead>>;
  /** Other processes write to the database too: nothing is known without asking it. */
  isShared: boolean;
  /** Runs a task at the end of this turn of the event loop; the simulation brings its own. */
  schedule?: (task: () => void) => void;
}

/**
 * The heads of chats as the one process knows them that writes them: each is read once and moved on by what is committed. From the
 * moment a batch that may change a chat is under way until its outcome is known, that chat's head is the database's to tell (D79).
 */
export class ChatHeads {
  readonly #isShared: boolean;
  readonly #ask: (chatId: string) => Promise<ChatHead | null>;
  readonly #known = new Map<string, Known>();
  /** By chat, the batches under way that may change it. */
  readonly #writing = new Map<string, number>();
  /** By chat, the read under way that nothing has been written since. */
  readonly #reading = new Map<string, object>();

  constructor({ read, isShared, schedule = setImmediate }: ChatHeadsOptions) {
    this.#isShared = isShared;
    this.#ask = shareReads(read, schedule);
  }

  /** Not older than the moment of the call; at once where it is known. Null where there is no such chat. */
  of(chatId: string): ChatHead | Promise<ChatHead | null> {
    if (this.#isShared) return this.#ask(chatId);
    if (this.#writing.has(chatId)) return this.#ask(chatId);
    return this.#known.get(chatId)?.head ?? this.#learn(chatId);
  }

  /** See `ChatLog.changedBetween`. */
  changedBetween(chatId: string, { after, upTo }: RevRange): readonly number[] | null {
    const known = this.#known.get(chatId);
    if (!known || upTo > known.head.rev) return null;
    const first = known.head.rev - known.places.length;
    return after < first ? null : known.places.slice(after - first, upTo - first);
  }

  /** Runs what commits these commands. Whatever becomes of it, no head is believed that it may have changed. */
  async during(commands: readonly LogCommand[], commit: () => Promise<LogOutcome[]>): Promise<LogOutcome[]> {
    if (this.#isShared) return await commit();
    const chatIds = chatsOf(commands);
    for (const chatId of chatIds) this.#begin(chatId);
    let outcomes: LogOutcome[] | null = null;
    try {
      outcomes = await commit();
      return outcomes;
    } finally {
      if (outcomes) for (const message of changesIn(outcomes)) this.#move(message);
      else this.#forgetAll();
      for (const chatId of chatIds) this.#end(chatId);
    }
  }

  async #learn(chatId: string): Promise<ChatHead | null> {
    const token = {};
    this.#reading.set(chatId, token);
    try {
      const head = await this.#ask(chatId);
      if (head && this.#reading.get(chatId) === token) this.#keep(chatId, head);
      return head;
    } finally {
      if (this.#reading.get(chatId) === token) this.#reading.delete(chatId);
    }
  }

  #keep(chatId: string, head: ChatHead): void {
    if (this.#known.size >= headsKept) this.#known.clear();
    this.#known.set(chatId, { head, places: [] });
  }

  #begin(chatId: string): void {
    this.#reading.delete(chatId);
    this.#writing.set(chatId, (this.#writing.get(chatId) ?? 0) + 1);
  }

  #forgetAll(): void {
    this.#known.clear();
    this.#reading.clear();
  }

  #end(chatId: string): void {
    const left = (this.#writing.get(chatId) ?? 1) - 1;
    if (left > 0) this.#writing.set(chatId, left);
    else this.#writing.delete(chatId);
  }

  #move({ chatId, seq, rev }: Message): void {
    this.#reading.delete(chatId);
    const known = this.#known.get(chatId);
    if (!known || rev <= known.head.rev) return;
    if (rev === known.head.rev + 1) advance(known, seq);
    // One before it was not heard of.
    else this.#known.delete(chatId);
  }
}

/** By the next change. Heads that were handed out stay as they were. */
function advance(known: Known, seq: number): void {
  known.head = { seq: Math.max(seq, known.head.seq), rev: known.head.rev + 1 };
  known.places.push(seq);
  if (known.places.length > changesKept) known.places.shift();
}

/** Chats whose logs these commands work on. */
export function chatsOf(commands: readonly LogCommand[]): Set<string> {
  const chatIds = new Set<string>();
  for (const command of commands) {
    if (command.type === 'rule') for (const chatId of command.locks.chats ?? []) chatIds.add(chatId);
    else {
      chatIds.add(command.chatId);
      // A thread's root tells of what is said there.
      if (isThreadId(command.chatId)) chatIds.add(doorOf(command.chatId));
    }
  }
  return chatIds;
}

export function* changesIn(outcomes: readonly LogOutcome[]): Generator<Message> {
  for (const outcome of outcomes) {
    if (outcome.status === 'changed') yield outcome.message;
    if (outcome.status === 'changed' && outcome.beside) yield* outcome.beside.changes;
    if (outcome.status === 'done') yield* outcome.changes;
  }
}
