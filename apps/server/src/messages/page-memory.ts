import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { BoundedMemory } from '../storage/bounded-memory.ts';
import type { ChatHead, ChatLog, EncodedPage, PageQuery } from '../storage/chat-log.ts';

const gzipAsync = promisify(gzip);

/** Some 1,500 pages of fifty messages. */
const bytesInAll = 32 * 1024 * 1024;

/** A page of history, ready to be sent. */
export interface HistoryPage {
  bytes: EncodedPage;
  /** Of its bytes, without quotes. */
  etag: string;
  /** Made when somebody first asks for it, and kept beside them. */
  gzipped(): Promise<Uint8Array>;
}

interface Kept {
  /** Of the chat, from before the page was read: what is in the page is not older. */
  head: ChatHead;
  page: Promise<HistoryPage>;
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

  /** The caller has been let in. */
  async read(chatId: string, query: PageQuery): Promise<HistoryPage> {
    const asked = this.#log.head(chatId);
    const head = asked instanceof Promise ? await asked : asked;
    const key = `${chatId} ${query.limit} ${query.before ?? ''} ${query.after ?? ''}`;
    const kept = this.#pages.get(key);
    if (kept && head && holds(kept.head, head, query)) {
      this.#counts.memory += 1;
      return await kept.page;
    }
    this.#counts.database += 1;
    return head ? await this.#readAndKeep(key, head, { chatId, query }) : await this.#readNow({ chatId, query });
  }

  async #readAndKeep(key: string, head: ChatHead, asked: { chatId: string; query: PageQuery }): Promise<HistoryPage> {
    // Kept while it is read: whoever asks meanwhile, and finds the same head, waits for it.
    const kept: Kept = { head, page: this.#readNow(asked, (bytes) => this.#pages.grow(key, kept, bytes)) };
    this.#pages.set(key, kept);
    try {
      const page = await kept.page;
      this.#pages.grow(key, kept, page.bytes.length);
      return page;
    } catch (error) {
      this.#pages.delete(key, kept);
      throw error;
    }
  }

  async #readNow(
    { chatId, query }: { chatId: string; query: PageQuery },
    onGrown: (bytes: number) => void = () => {},
  ): Promise<HistoryPage> {
    return toPage(await this.#log.readPage(chatId, query), onGrown);
  }
}

/**
 * Whether a page that is not older than `then` is what the database has at `now`. Each message sent raises both counters by one,
 * every other change `rev` alone: where only messages came, a page that ends before them is as it was.
 */
function holds(then: ChatHead, now: ChatHead, { before }: PageQuery): boolean {
  if (now.rev <= then.rev) return true;
  return before !== undefined && before <= then.seq + 1 && now.rev - now.seq === then.rev - then.seq;
}

function toPage(bytes: EncodedPage, onGrown: (bytes: number) => void): HistoryPage {
  let packed: Promise<Uint8Array> | null = null;
  const pack = async (): Promise<Uint8Array> => {
    const made = await gzipAsync(bytes, { level: constants.Z_BEST_SPEED });
    onGrown(made.length);
    return made;
  };
  return {
    bytes,
    etag: hash('sha256', bytes, 'base64url').slice(0, 22),
    gzipped: () => (packed ??= pack()),
  };
}
