import { hash } from 'node:crypto';
import { storedJson, type StoredJson } from '../http/index.ts';
import { BoundedMemory } from '../storage/bounded-memory.ts';
import type { ChatHead, ChatLog, PageQuery } from '../storage/chat-log.ts';

/** Some 1,500 pages of fifty messages. */
const bytesInAll = 32 * 1024 * 1024;

interface Kept {
  /** Of the chat, from before the page was read or found to hold: what is in the page is not older. */
  head: ChatHead;
  page: Promise<StoredJson>;
  /** Once it was read; and the place of its first message, where that is known. */
  made: StoredJson | null;
  first: number | null;
}

/** What of a log pages are read and judged by. */
export type PageLog = Pick<ChatLog, 'head' | 'readPage' | 'changedBetween'>;

/**
 * The pages that many read, as bytes. Nothing in them depends on who reads. One is answered again only where the chat's head, not
 * older than the request, says that it holds (D79, decision 0053).
 */
export class PageMemory {
  readonly #log: PageLog;
  readonly #pages: BoundedMemory<Kept>;
  readonly #counts = { memory: 0, database: 0 };

  constructor(log: PageLog, maxBytes = bytesInAll) {
    this.#log = log;
    this.#pages = new BoundedMemory(maxBytes);
  }

  /** Pages since the start, by where they came from. */
  get counts(): Iterable<readonly [from: string, count: number]> {
    return Object.entries(this.#counts);
  }

  /** What needs no wait: a page that was read, of a chat whose head this process knows. The caller has been let in. */
  recall(chatId: string, query: PageQuery): StoredJson | null {
    const head = this.#log.head(chatId);
    if (head instanceof Promise) {
      // `read` asks for the same, and hears of a failure: here nobody would, and that ends a process.
      head.catch(() => {});
      return null;
    }
    const kept = this.#pages.get(keyOf(chatId, query));
    if (!kept?.made || !head || !this.#holds(kept, head, { chatId, query })) return null;
    this.#counts.memory += 1;
    return kept.made;
  }

  /** The caller has been let in. */
  async read(chatId: string, query: PageQuery): Promise<StoredJson> {
    const asked = this.#log.head(chatId);
    const head = asked instanceof Promise ? await asked : asked;
    const key = keyOf(chatId, query);
    const kept = this.#pages.get(key);
    if (kept && head && this.#holds(kept, head, { chatId, query })) {
      this.#counts.memory += 1;
      return await kept.page;
    }
    this.#counts.database += 1;
    return head ? await this.#readAndKeep(key, head, { chatId, query }) : await this.#readNow({ chatId, query });
  }

  /** Whether the page is what the database has at `now`. Then that is its head from now on. */
  #holds(kept: Kept, now: ChatHead, { chatId, query }: { chatId: string; query: PageQuery }): boolean {
    const { head, first } = kept;
    if (now.rev <= head.rev) return true;
    const stands =
      onlyGrew(head, now, query) || (first !== null && this.#isUntouched(first, query, { chatId, head, now }));
    if (stands) kept.head = now;
    return stands;
  }

  /** Every change since then is known here, and none is of a message between the ends of the page. */
  #isUntouched(
    first: number,
    { before = Infinity, after }: PageQuery,
    { chatId, head, now }: { chatId: string; head: ChatHead; now: ChatHead },
  ): boolean {
    if (after !== undefined) return false;
    const places = this.#log.changedBetween(chatId, { after: head.rev, upTo: now.rev });
    return places?.every((place) => place < first || place >= before) === true;
  }

  async #readAndKeep(key: string, head: ChatHead, asked: { chatId: string; query: PageQuery }): Promise<StoredJson> {
    // Kept while it is read: whoever asks meanwhile, and finds the same head, waits for it.
    const page = this.#readNow(asked, (bytes) => this.#pages.grow(key, kept, bytes));
    const kept: Kept = { head, page, made: null, first: null };
    this.#pages.set(key, kept);
    try {
      const made = await page;
      kept.made = made;
      kept.first = firstPlace(made.bytes);
      this.#pages.grow(key, kept, made.bytes.length);
      return made;
    } catch (error) {
      this.#pages.delete(key, kept);
      throw error;
    }
  }

  async #readNow(
    { chatId, query }: { chatId: string; query: PageQuery },
    onGrown: (bytes: number) => void = () => {},
  ): Promise<StoredJson> {
    const bytes = await this.#log.readPage(chatId, query);
    return storedJson(bytes, hash('sha256', bytes, 'base64url').slice(0, 22), onGrown);
  }
}

function keyOf(chatId: string, { limit, before, after }: PageQuery): string {
  return `${chatId} ${limit} ${before ?? ''} ${after ?? ''}`;
}

/** Before it stand only ids, which hold no quote. */
function firstPlace(page: Uint8Array): number | null {
  const start = Buffer.from(page.buffer, page.byteOffset, Math.min(page.byteLength, 400)).toString('latin1');
  const [, place] = /^\{"messages":\[\{"id":"[^"]*","chatId":"[^"]*","seq":(\d+),/.exec(start) ?? [];
  return place === undefined ? null : Number(place);
}

/** Each message sent raises both counters by one, every other change `rev` alone: only messages came, behind the page. */
function onlyGrew(then: ChatHead, now: ChatHead, { before }: PageQuery): boolean {
  return before !== undefined && before <= then.seq + 1 && now.rev - now.seq === then.rev - then.seq;
}
