import type { Clock } from '../realtime/clock.ts';
import type { SearchIndex } from '../storage/search/search-index.ts';

export interface IndexerContext {
  clock: Clock;
  open: () => Promise<SearchIndex>;
  onError: (error: unknown) => void;
}

/** What is said within this time is taken in together. */
const gatherMs = 40;
/** Where more is said in a second, sends come first: of each stretch of time one part is used. */
const busyPerSecond = 300;
const busyPart = 0.02;
/** All the same: with nothing else to do it leaves others half of the time. */
const idlePart = 0.5;
/** What tidies up takes of the time of a place that is quiet. */
const tidyPart = 0.1;
/** However long a step took on a machine that has too much to do. */
const restMaxMs = 1_000;
/** What waits for longer is missed by whoever looks for it. */
const freshMs = 5_000;
/** After something failed. */
const againMs = 10_000;

/** Has the index follow the logs: behind the sends, in short steps, and less of these the more is said. */
export class Indexer {
  readonly #context: IndexerContext;
  #opened: Promise<SearchIndex> | null = null;
  /** Logs that are behind, and since when. */
  readonly #behind = new Map<string, number>();
  #touches = 0;
  #countedAt = 0;
  #running: Promise<void> | null = null;
  #cancel: (() => void) | null = null;
  #tidying: Promise<void> | null = null;
  #cancelTidying: (() => void) | null = null;
  #isClosed = false;
  /** All logs were compared with it; and none waited since then, for once. */
  #hasCompared = false;
  #hasCaughtUp = false;
  readonly #waiting = new Set<() => void>();

  constructor(context: IndexerContext) {
    this.#context = context;
  }

  /** Something changed there. Cheap: it is called with every change. */
  touch(logId: string): void {
    this.#touches += 1;
    if (!this.#behind.has(logId)) this.#behind.set(logId, this.#context.clock.monotonicNow());
    this.#plan(gatherMs);
  }

  /** How long that waits which waits longest. */
  get lagMs(): number {
    const [since] = this.#behind.values();
    return since === undefined ? 0 : this.#context.clock.monotonicNow() - since;
  }

  get logsBehind(): number {
    return this.#behind.size + (this.#running ? 1 : 0);
  }

  /** It has everything but what was said in the last moments. */
  get isWhole(): boolean {
    return this.#hasCaughtUp && this.lagMs < freshMs;
  }

  index(): Promise<SearchIndex> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  /** Looks for what nobody here was told of, in all logs. Call it again and again. */
  async compare(): Promise<void> {
    const index = await this.index();
    if (await index.renew()) this.#hasCompared = this.#hasCaughtUp = false;
    for (let after: string | null = ''; after !== null && !this.#isClosed;) {
      const { behind, next } = await index.compare(after);
      const now = this.#context.clock.monotonicNow();
      for (const logId of behind) if (!this.#behind.has(logId)) this.#behind.set(logId, now);
      if (behind.length > 0) this.#plan(0);
      after = next;
    }
    this.#hasCompared = true;
    if (this.#behind.size > 0) return;
    this.#hasCaughtUp = true;
    this.#planTidying(0);
  }

  /** Resolves once what was said until now was taken in, and no later than that: what one has just said is found. */
  async settle(withinMs: number): Promise<void> {
    if (this.#behind.size === 0 && !this.#running) return;
    this.#cancel?.();
    this.#cancel = null;
    this.#plan(0);
    await new Promise<void>((resolve) => {
      const done = (): void => {
        cancel();
        this.#waiting.delete(done);
        resolve();
      };
      const cancel = this.#context.clock.after(withinMs, done);
      this.#waiting.add(done);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel?.();
    this.#cancelTidying?.();
    await Promise.all([this.#running, this.#tidying]);
    if (this.#opened) await (await this.#opened).close();
  }

  async #open(): Promise<SearchIndex> {
    try {
      return await this.#context.open();
    } catch (error) {
      this.#opened = null;
      throw error;
    }
  }

  /** Its thread may have died. */
  #reopen(): void {
    const before = this.#opened;
    this.#opened = null;
    before?.then((index) => index.close()).catch(() => undefined);
  }

  #plan(afterMs: number): void {
    if (this.#cancel || this.#running || this.#isClosed) return;
    this.#cancel = this.#context.clock.after(afterMs, () => {
      this.#cancel = null;
      this.#running = this.#runOnce();
    });
  }

  async #runOnce(): Promise<void> {
    const restMs = await this.#step();
    this.#running = null;
    if (this.#behind.size > 0) return this.#plan(restMs);
    if (this.#hasCompared) this.#hasCaughtUp = true;
    for (const done of this.#waiting) done();
    this.#planTidying(0);
  }

  #planTidying(afterMs: number): void {
    if (this.#cancelTidying || this.#tidying || this.#isClosed) return;
    this.#cancelTidying = this.#context.clock.after(afterMs, () => {
      this.#cancelTidying = null;
      this.#tidying = this.#tidy();
    });
  }

  /** One step; what is left waits where messages wait, and goes on behind them. */
  async #tidy(): Promise<void> {
    const { clock, onError } = this.#context;
    const startedAt = clock.monotonicNow();
    let isMore = false;
    try {
      isMore = await (await this.index()).tidy();
    } catch (error) {
      if (!this.#isClosed) onError(error);
    }
    this.#tidying = null;
    const tookMs = clock.monotonicNow() - startedAt;
    if (isMore && this.#behind.size === 0) this.#planTidying(Math.min(restMaxMs, tookMs * (1 / tidyPart - 1)));
  }

  /** One step of the log that waits longest. Answers how long to rest. */
  async #step(): Promise<number> {
    const [first] = this.#behind;
    if (!first) return 0;
    const [logId, since] = first;
    const { clock, onError } = this.#context;
    const startedAt = clock.monotonicNow();
    const isBusy = this.#isBusy(startedAt);
    // What is said of it meanwhile makes it wait again.
    this.#behind.delete(logId);
    try {
      const index = await this.index();
      if (await index.follow(logId)) this.#behind.set(logId, since);
    } catch (error) {
      if (this.#isClosed) return 0;
      this.#behind.set(logId, since);
      onError(error);
      this.#reopen();
      return againMs;
    }
    const tookMs = clock.monotonicNow() - startedAt;
    const part = isBusy ? busyPart : this.#waiting.size > 0 ? 1 : idlePart;
    return Math.min(restMaxMs, tookMs * (1 / part - 1));
  }

  #isBusy(now: number): boolean {
    const seconds = Math.max(gatherMs, now - this.#countedAt) / 1_000;
    const isBusy = this.#touches / seconds > busyPerSecond;
    this.#touches = 0;
    this.#countedAt = now;
    return isBusy;
  }
}
