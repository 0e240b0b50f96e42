import { hash } from 'node:crypto';
import { storedJson, type StoredJson } from '../http/index.ts';
import { BoundedMemory } from '../storage/bounded-memory.ts';
import type { ChatHead, ChatLog, PageQuery } from '../storage/chat-log.ts';

/** Some 1,500 pages of fifty messages. */
const bytesInAll = 32 * 1024 * 1024;

interface Kept {
  /** Of the chat, from before the page was read: what is in the page is not older. */
  head: ChatHead;
  page: Promise<StoredJson>;
  /** Once it was read. */
  made: StoredJson | null;
}

/**
 * The pages that many read, as bytes. Nothing in them depends on who reads. One is answered again only where the chat's head, not
 * older than the request, says that it holds (D79, decision 0053).
 */
export class PageMemory {
  readonly #log: Pick<ChatLog, 'head' | 'readPage'>;
  readonly #pages: BoundedMemory<Kept>;
  readonly #counts = { memory: 0, database: 0 };

  constructor(log: Pick<ChatLog, 'head' | 'readPage'>, maxBytes = bytesInAll) {
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
    const kept = this.#pages.get(keyOf(chatId, query));
    if (!kept?.made || !head || head instanceof Promise || !holds(kept.head, head, query)) return null;
    this.#counts.memory += 1;
    return kept.made;
  }

  /** The caller has been let in. */
  async read(chatId: string, query: PageQuery): Promise<StoredJson> {
    const asked = this.#log.head(chatId);
    const head = asked instanceof Promise ? await asked : asked;
    const key = keyOf(chatId, query);
    const kept = this.#pages.get(key);
    if (kept && head && holds(kept.head, head, query)) {
      this.#counts.memory += 1;
      return await kept.page;
    }
    this.#counts.database += 1;
    return head ? await this.#readAndKeep(key, head, { chatId, query }) : await this.#readNow({ chatId, query });
  }

  async #readAndKeep(key: string, head: ChatHead, asked: { chatId: string; query: PageQuery }): Promise<StoredJson> {
    // Kept while it is read: whoever asks meanwhile, and finds the same head, waits for it.
    const page = this.#readNow(asked, (bytes) => this.#pages.grow(key, kept, bytes));
    const kept: Kept = { head, page, made: null };
    this.#pages.set(key, kept);
    try {
      const made = await page;
      kept.made = made;
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

/**
 * Whether a page that is not older than `then` is what the database has at `now`. Each message sent raises both counters by one,
 * every other change `rev` alone: where only messages came, a page that ends before them is as it was.
 */
function holds(then: ChatHead, now: ChatHead, { before }: PageQuery): boolean {
  if (now.rev <= then.rev) return true;
  return before !== undefined && before <= then.seq + 1 && now.rev - now.seq === then.rev - then.seq;
}
