import { setImmediate } from 'node:timers/promises';
import type { Message } from '@confab/protocol';
import { findLinks } from '@confab/text';
import { type Kysely, sql } from 'kysely';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Database, Storage } from '../storage/index.ts';
import { type FoundLinks, noteLinksRule } from './link-rules.ts';

export interface LinkIndexContext {
  storage: Pick<Storage, 'db' | 'log'>;
  writer: LogWriter;
}

type Db = Kysely<Database & { link_cursors: { log_id: string; chat_id: string; rev: number } }>;

/** Chats that are looked through at once: whoever sends meanwhile goes on. */
const walksMax = 2;
const pageMessages = 500;
/** Texts are read for so long, then others have a turn. */
const readMs = 8;

interface Run {
  now: Promise<void>;
  next: Promise<void> | null;
}

/**
 * Which messages have links, found behind the sends and when somebody asks: a send writes no row more, and what nobody looks at costs
 * nothing. Each log has a cursor, so an edit and a deletion are found as a new message is, and what is older than the index too.
 */
export class LinkIndex {
  readonly #context: LinkIndexContext;
  readonly #db: Db;
  readonly #runs = new Map<string, Run>();
  #walks = 0;
  readonly #waiting: (() => void)[] = [];
  #isClosed = false;

  constructor(context: LinkIndexContext) {
    this.#context = context;
    this.#db = context.storage.db.$extendTables();
  }

  /** Resolves when all that the chat and its threads say at this moment was looked through. Of many who ask, one walk serves all. */
  async catchUp(chatId: string): Promise<void> {
    const run = this.#runs.get(chatId);
    if (!run) return await this.#start(chatId);
    // What is under way may have passed what was said since.
    run.next ??= run.now.catch(() => undefined).then(() => this.#start(chatId));
    await run.next;
  }

  close(): void {
    this.#isClosed = true;
  }

  async #start(chatId: string): Promise<void> {
    const run: Run = { now: this.#inTurn(() => this.#walk(chatId)), next: null };
    this.#runs.set(chatId, run);
    try {
      await run.now;
    } finally {
      if (run.next === null) this.#runs.delete(chatId);
    }
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    if (this.#walks >= walksMax) await new Promise<void>((begin) => this.#waiting.push(begin));
    else this.#walks += 1;
    try {
      await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#walks -= 1;
    }
  }

  async #walk(chatId: string): Promise<void> {
    for (const { logId, from } of await this.#logsBehind(chatId)) await this.#follow(chatId, logId, from);
  }

  /** The chat and its threads, as far as they changed since they were looked through. */
  async #logsBehind(chatId: string): Promise<{ logId: string; from: number | null }[]> {
    return await this.#db
      .selectFrom('chats')
      .leftJoin('link_cursors', 'link_cursors.log_id', 'chats.id')
      .select(['chats.id as logId', 'link_cursors.rev as from'])
      // All ids that begin with it and the mark of threads.
      .where(sql<boolean>`(chats.id = ${chatId} or (chats.id >= ${`${chatId}~`} and chats.id < ${`${chatId}~~`}))`)
      .where(sql<boolean>`chats.rev > coalesce(link_cursors.rev, -1)`)
      .execute();
  }

  async #follow(chatId: string, logId: string, begun: number | null): Promise<void> {
    const { storage, writer } = this.#context;
    let from = begun;
    while (!this.#isClosed) {
      const { messagesJson, upToRev: to, more } = await storage.log.readChanges(logId, from ?? 0, pageMessages);
      const found = await sort(JSON.parse(messagesJson) as Message[]);
      const isMine = await submit(writer, noteLinksRule.command({ chatId, logId, from, to, ...found }));
      if (isMine && !more) return;
      from = isMine ? to : await this.#cursorOf(logId);
    }
  }

  /** Another node was faster. */
  async #cursorOf(logId: string): Promise<number | null> {
    const row = await this.#db.selectFrom('link_cursors').select('rev').where('log_id', '=', logId).executeTakeFirst();
    return row?.rev ?? null;
  }
}

async function sort(messages: readonly Message[]): Promise<Pick<FoundLinks, 'listed' | 'unlisted'>> {
  const listed: { seq: number; at: number }[] = [];
  const unlisted: number[] = [];
  let startedAt = performance.now();
  for (const { kind, deletedAt, editedAt, content, seq, createdAt } of messages) {
    const hasLinks = kind === 'text' && deletedAt === null && findLinks(content).length > 0;
    if (hasLinks) listed.push({ seq, at: Date.parse(createdAt) });
    else if (deletedAt !== null || editedAt !== null) unlisted.push(seq);
    if (performance.now() - startedAt < readMs) continue;
    await setImmediate();
    startedAt = performance.now();
  }
  return { listed, unlisted };
}
