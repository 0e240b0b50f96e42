import { type DraftParts, wordRulesSchema } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { ApiError } from '../http/index.ts';
import { FileNames } from './file-names.ts';
import { moderationTablesOf } from './moderation-tables.ts';
import type { Storage } from '../storage/index.ts';
import { makeReportId } from './make-report-id.ts';
import type { Newcomers } from './newcomers.ts';
import { notToBeSaid, type Ordered } from './order-rules.ts';
import { WordMatcher } from './word-matcher.ts';

/** What is said, and by whom. */
export interface Said {
  chatId: string;
  senderId: string;
  content: string;
  /** What was sent beside it. */
  parts?: Pick<DraftParts, 'files'>;
}

/** What is to be looked at before it is sent. `hold`: what of it keeps it from being sent before a moderator has seen it. */
export type AskedOrder = Ordered & { hold?: string };

/** What is asked before something is sent, in this order. */
export type OrderBefore = Pick<SendOrder, 'keepPace' | 'lookAtNames' | 'ask'>;

interface SendOrderOptions {
  storage: Pick<Storage, 'db'>;
  newcomers: Newcomers;
  now: () => number;
}

/**
 * Asked before every send: memory says whether anything is to be looked at, which is hardly ever so, and the transaction that writes
 * decides. What changes is heard by the bus, and read anew in a round where hints can be lost.
 */
export class SendOrder {
  readonly #options: SendOrderOptions;
  readonly newcomers: Newcomers;
  readonly #fileNames: FileNames;
  /** Until when. */
  #muted: ReadonlyMap<string, number> = new Map();
  #slow: ReadonlySet<string> = new Set();
  #words: ReadonlyMap<string, WordMatcher> = new Map();
  /** When what was read was changed, by owner: the same is neither read nor made ready again. */
  #wordTimes: ReadonlyMap<string, number> = new Map();
  #reading: Promise<void> | null = null;
  #isStale = false;

  constructor(options: SendOrderOptions) {
    this.#options = options;
    this.newcomers = options.newcomers;
    this.#fileNames = new FileNames(options.storage);
  }

  /** See `Newcomers.keepPace`. */
  keepPace(senderId: string): Promise<void> | null {
    return this.newcomers.keepPace(senderId);
  }

  /** Null: it is sent as any other. */
  ask({ chatId, senderId, content, parts }: Said): AskedOrder | null {
    const asked = this.#words.size === 0 ? null : this.#askAll(chatId, content, parts?.files ?? []);
    const muted = this.#muted.size > 0 && this.#muted.has(senderId);
    const slow = this.#slow.size > 0 && this.#slow.has(doorOf(chatId));
    const newFor = this.newcomers.ask(senderId, content);
    if (!asked && !muted && !slow && newFor === null) return null;
    return { ...asked, ...(muted && { muted: true }), ...(slow && { slow: true }), ...(newFor !== null && { newFor }) };
  }

  /**
   * Names of files that are sent, by the rules of the group: those of the place looked at them when they were uploaded. Null where there is
   * nothing to wait for. Rejects with `words-not-allowed`.
   */
  lookAtNames({ chatId, senderId, parts }: Omit<Said, 'content'>): Promise<void> | null {
    const files = this.#words.has(doorOf(chatId)) ? (parts?.files ?? []) : [];
    const fileIds = files.map(({ id }) => id);
    return this.#fileNames.look({ senderId, fileIds }, (names) => this.requireSayable(names, chatId));
  }

  /**
   * Names, topics and whatever else is shown and is no message: refuses what rules of the place, and of the group, keep from being sent
   * at once. Throws `words-not-allowed`.
   */
  requireSayable(texts: readonly string[], chatId = ''): void {
    if (this.#words.size === 0) return;
    for (const text of texts) {
      const asked = this.#askWords(chatId, text);
      const word = asked?.blocked ?? asked?.hold;
      if (word !== undefined) throw new ApiError('words-not-allowed', notToBeSaid(word));
    }
  }

  get hasMuted(): boolean {
    return this.#muted.size > 0;
  }

  isMuted(userId: string): boolean {
    return (this.#muted.get(userId) ?? 0) > this.#options.now();
  }

  /** What was read before may be out of date. Resolves when it is not any more; asked for meanwhile, it is read once more. */
  read(): Promise<void> {
    this.#isStale = true;
    this.#reading ??= this.#readAll().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      const db = moderationTablesOf(this.#options.storage.db);
      const [muted, slow, words] = await Promise.all([
        db
          .selectFrom('restrictions')
          .select(['user_id', 'until_at'])
          .where('kind', '=', 'mute')
          .where('lifted_at', '=', 0)
          .where('until_at', '>', this.#options.now())
          .execute(),
        db.selectFrom('slow_groups').select('chat_id').execute(),
        db.selectFrom('word_rules').select(['owner', 'changed_at']).execute(),
      ]);
      this.#muted = new Map(muted.map(({ user_id, until_at }) => [user_id, until_at]));
      this.#slow = new Set(slow.map(({ chat_id }) => chat_id));
      await this.#takeWords(words);
    }
  }

  async #takeWords(rows: readonly { owner: string; changed_at: number }[]): Promise<void> {
    const matchers = new Map<string, WordMatcher>();
    const times = new Map<string, number>();
    for (const { owner, changed_at: time } of rows) {
      const known = this.#wordTimes.get(owner) === time ? this.#words.get(owner) : undefined;
      const read = known ? { matcher: known, time } : await this.#readWords(owner);
      if (!read) continue;
      matchers.set(owner, read.matcher);
      times.set(owner, read.time);
    }
    this.#words = matchers;
    this.#wordTimes = times;
  }

  /** One after another: of all groups together they may be many. Null: there are none any more, or none that this version can read. */
  async #readWords(owner: string): Promise<{ matcher: WordMatcher; time: number } | null> {
    const row = await moderationTablesOf(this.#options.storage.db)
      .selectFrom('word_rules')
      .select(['rules', 'changed_at'])
      .where('owner', '=', owner)
      .executeTakeFirst();
    const rules = row && wordRulesSchema.safeParse(JSON.parse(row.rules)).data;
    return rules ? { matcher: new WordMatcher(rules), time: row.changed_at } : null;
  }

  /** Descriptions of files are read like the text. */
  #askAll(chatId: string, content: string, files: NonNullable<DraftParts['files']>): AskedOrder | null {
    const texts = [content, ...files.flatMap(({ alt }) => (alt === undefined ? [] : [alt]))];
    const asked = texts.flatMap((text) => this.#askWords(chatId, text) ?? []);
    return asked.find(({ blocked }) => blocked) ?? asked.find(({ hold }) => hold) ?? asked[0] ?? null;
  }

  /** Of the place and of the group. */
  #askWords(chatId: string, content: string): AskedOrder | null {
    let asked: AskedOrder | null = null;
    for (const owner of new Set(['', doorOf(chatId)])) {
      const found = this.#words.get(owner)?.match(content) ?? null;
      if (found?.does === 'block') return { blocked: found.word };
      if (found?.does === 'hold') asked = { hold: found.word };
      if (found?.does === 'flag') asked ??= { flagged: { word: found.word, reportId: makeReportId() } };
    }
    return asked;
  }
}
