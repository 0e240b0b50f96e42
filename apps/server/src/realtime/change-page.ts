import { z } from 'zod';
import type { ChatLog, EncodedChanges } from '../storage/chat-log.ts';
import type { Connection } from './connection.ts';
import { textFrame } from './frame.ts';
import { memberChanges, noChanges, readMemberNews, type MemberChanges, type MemberNews } from './member-changes.ts';

/** Changes read from the log, encoded when first needed in each of the two ways: one `changes` frame, or a `message` each. */
export class ChangePage {
  readonly upToRev: number;
  readonly more: boolean;
  /** The greatest `seq` in it. */
  readonly lastSeq: number;
  readonly #chatId: string;
  readonly #messagesJson: string;
  #memberNews: readonly MemberNews[] | undefined;
  #unified: Buffer | undefined;
  #chat: Buffer | undefined;

  constructor(chatId: string, { messagesJson, lastSeq, upToRev, more }: EncodedChanges) {
    this.#chatId = chatId;
    this.#messagesJson = messagesJson;
    this.lastSeq = lastSeq;
    this.upToRev = upToRev;
    this.more = more;
  }

  frames(endpoint: Connection['endpoint']): Buffer {
    return endpoint === 'unified' ? this.unified : this.chat;
  }

  get unified(): Buffer {
    const head = JSON.stringify({ type: 'changes', chatId: this.#chatId, upToRev: this.upToRev, more: this.more });
    this.#unified ??= textFrame(`${head.slice(0, -1)},"messages":${this.#messagesJson}}`);
    return this.#unified;
  }

  get chat(): Buffer {
    this.#chat ??= Buffer.concat(
      this.#messages().map((message) => textFrame(JSON.stringify({ type: 'message', message }))),
    );
    return this.#chat;
  }

  /** What the messages after `seq` do to members: an older one was touched, and did it long ago. */
  membersAfter(seq: number): MemberChanges {
    this.#memberNews ??= this.#messagesJson.includes('"kind":"system"') ? this.#messages().flatMap(readMemberNews) : [];
    return this.#memberNews.length === 0 ? noChanges : memberChanges(this.#memberNews, seq);
  }

  /** Whole, with all that a newer node may have written into them (D25). */
  #messages(): unknown[] {
    return z.array(z.unknown()).parse(JSON.parse(this.#messagesJson));
  }
}

/** Changes in one page. */
const changesPerPage = 100;
const pagesKept = 16;

/**
 * Reads pages of one chat's changes; those who come back to the same cursor together share one read and one encoding.
 * A page stays right when it is old: what changed after it has a greater `rev` and comes after it.
 */
export class ChangeReader {
  readonly #chatId: string;
  readonly #log: ChatLog;
  readonly #pages = new Map<number, Promise<ChangePage>>();

  constructor(chatId: string, log: ChatLog) {
    this.#chatId = chatId;
    this.#log = log;
  }

  /** The page after `rev`, at least as new as the moment of the last `forget`. */
  read(rev: number): Promise<ChangePage> {
    const known = this.#pages.get(rev);
    if (known) return known;
    const page = this.readNow(rev);
    this.#pages.set(rev, page);
    page.catch(() => this.#pages.delete(rev));
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > pagesKept && oldest !== undefined) this.#pages.delete(oldest);
    return page;
  }

  async readNow(rev: number): Promise<ChangePage> {
    return new ChangePage(this.#chatId, await this.#log.readChanges(this.#chatId, rev, changesPerPage));
  }

  forget(): void {
    this.#pages.clear();
  }
}
