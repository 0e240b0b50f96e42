import { isThreadId } from '@confab/protocol/threads';
import type { ChatLog, LogCommand, LogOutcome } from '../storage/chat-log.ts';

export interface AppendQueueOptions {
  /** Commands in one transaction. */
  maxBatch?: number;
  /** Rules among them. More wait for the next batch, and sends go before them: see `#takeBatch`. */
  maxRules?: number;
  /** Of one sender, sends among them that bring more about than a message. */
  maxDearSends?: number;
  /** Commands waiting; one more is refused. */
  maxQueued?: number;
  /** Characters of content waiting; one more command is refused. */
  maxQueuedChars?: number;
  /** Batches given to the storage and not answered. Two keep the writer busy while the last answers are handed out. */
  maxInFlight?: number;
  /** Runs a task at the end of this turn of the event loop; the simulation brings its own. */
  schedule?: (task: () => void) => void;
}

/** The queue is full, or the storage has failed: nothing was written, the same command may be sent again. */
export class QueueUnavailableError extends Error {
  override name = 'QueueUnavailableError';
  readonly retryAfterMs: number;
  constructor(message: string, retryAfterMs: number, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** What of a chat's log the queue needs. */
export type Committing = Pick<ChatLog, 'commit'>;

interface Waiting {
  command: LogCommand;
  answered: (outcome: LogOutcome) => void;
  failed: (error: Error) => void;
}

/**
 * Group commit (D3): commands that arrive in one turn of the event loop, or while the storage is busy, share one
 * transaction. A lone command leaves in the same turn: nobody waits for company. Order is kept (D4), of sends and of rules:
 * batches go out in the order of arrival, and the storage applies them in the order in which it gets them.
 */
export class AppendQueue {
  readonly #log: Committing;
  readonly #onCommitted: (outcomes: readonly LogOutcome[]) => void;
  readonly #options: Required<AppendQueueOptions>;
  #waiting: Waiting[] = [];
  #waitingChars = 0;
  #waitingRules = 0;
  #waitingDear = 0;
  #inFlight = 0;
  #scheduled = false;
  #closed = false;
  #idle: (() => void)[] = [];

  /** `onCommitted` hears of every batch, in commit order, before those who submitted it do. */
  constructor(
    log: Committing,
    onCommitted: (outcomes: readonly LogOutcome[]) => void,
    {
      maxBatch = 256,
      maxRules = 16,
      maxDearSends = 16,
      maxQueued = 10_000,
      maxQueuedChars = 16_000_000,
      maxInFlight = 2,
      schedule = setImmediate,
    }: AppendQueueOptions = {},
  ) {
    this.#log = log;
    this.#onCommitted = onCommitted;
    this.#options = { maxBatch, maxRules, maxDearSends, maxQueued, maxQueuedChars, maxInFlight, schedule };
  }

  /** Commands that wait for a batch. */
  get depth(): number {
    return this.#waiting.length;
  }

  /** Resolves once the command is durable or refused. Rejects with QueueUnavailableError where nothing was written. */
  submit(command: LogCommand): Promise<LogOutcome> {
    if (this.#closed) return Promise.reject(new QueueUnavailableError('The server is stopping.', 1_000));
    const chars = contentLength(command);
    const { maxQueued, maxQueuedChars } = this.#options;
    if (this.#waiting.length >= maxQueued || this.#waitingChars + chars > maxQueuedChars) {
      return Promise.reject(new QueueUnavailableError('Too much is being written at once. Try again soon.', 500));
    }
    this.#waitingChars += chars;
    this.#waitingRules += Number(isRule(command));
    this.#waitingDear += Number(isDearSend(command));
    return new Promise((answered, failed) => {
      this.#waiting.push({ command, answered, failed });
      this.#schedule();
    });
  }

  /** Refuses new commands and resolves when all earlier ones are answered. */
  close(): Promise<void> {
    this.#closed = true;
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #schedule(): void {
    if (this.#scheduled || this.#inFlight >= this.#options.maxInFlight) return;
    this.#scheduled = true;
    this.#options.schedule(() => {
      this.#scheduled = false;
      this.#sendBatches();
    });
  }

  #sendBatches(): void {
    while (this.#waiting.length > 0 && this.#inFlight < this.#options.maxInFlight) {
      const batch = this.#takeBatch();
      for (const { command } of batch) {
        this.#waitingChars -= contentLength(command);
        this.#waitingRules -= Number(isRule(command));
        this.#waitingDear -= Number(isDearSend(command));
      }
      void this.#commit(batch);
    }
  }

  /**
   * The next commands, in their order. A rule is dear, on PostgreSQL a round trip for each step: a crowd of them, of one
   * person's, would keep everybody's sends waiting for as long as all of them take (A43). So a few go at a time, and sends that
   * came later go with them: whoever waits for neither answer has not said which is first. Sends that are as dear go a few of
   * each sender at a time, whose later ones wait for them (D4).
   */
  #takeBatch(): Waiting[] {
    const { maxBatch, maxRules, maxDearSends } = this.#options;
    if (this.#waitingRules <= maxRules && this.#waitingDear <= maxDearSends) return this.#waiting.splice(0, maxBatch);
    const share = new BatchShare(maxRules, maxDearSends);
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    for (const one of this.#waiting) (batch.length < maxBatch && share.takes(one.command) ? batch : left).push(one);
    this.#waiting = left;
    return batch;
  }

  async #commit(batch: Waiting[]): Promise<void> {
    this.#inFlight += 1;
    try {
      const outcomes = await this.#log.commit(batch.map(({ command }) => command));
      this.#onCommitted(outcomes);
      batch.forEach(({ answered, failed }, index) => {
        const outcome = outcomes[index];
        if (outcome) answered(outcome);
        else failed(new Error('The storage answered fewer commands than it was given.'));
      });
    } catch (error) {
      const failure = new QueueUnavailableError('The message could not be stored. Try again soon.', 1_000, {
        cause: error,
      });
      for (const { failed } of batch) failed(failure);
    } finally {
      this.#inFlight -= 1;
      if (this.#waiting.length > 0) this.#sendBatches();
      if (this.#isIdle()) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }

  #isIdle(): boolean {
    return this.#waiting.length === 0 && this.#inFlight === 0;
  }
}

/** What one batch has room for of what is dear. */
class BatchShare {
  readonly #maxDearSends: number;
  readonly #dearOf = new Map<string, number>();
  readonly #waiting = new Set<string>();
  #rulesLeft: number;

  constructor(maxRules: number, maxDearSends: number) {
    this.#rulesLeft = maxRules;
    this.#maxDearSends = maxDearSends;
  }

  takes(command: LogCommand): boolean {
    if (command.type === 'rule') return this.#rulesLeft-- > 0;
    const { senderId } = command;
    if (this.#waiting.has(senderId)) return false;
    if (!isDearSend(command)) return true;
    const dear = (this.#dearOf.get(senderId) ?? 0) + 1;
    this.#dearOf.set(senderId, dear);
    if (dear > this.#maxDearSends) this.#waiting.add(senderId);
    return dear <= this.#maxDearSends;
  }
}

/** In a thread, whose root tells of it, and with parts that are looked at: work of features, as a rule is. */
function isDearSend(command: LogCommand): boolean {
  return command.type === 'send' && ((command.parts ?? null) !== null || isThreadId(command.chatId));
}

function isRule({ type }: LogCommand): boolean {
  return type === 'rule';
}

function contentLength(command: LogCommand): number {
  if (command.type === 'send') return command.content.length + (command.parts?.length ?? 0);
  const values: unknown[] = Object.values(command.input ?? {});
  return values.reduce<number>((chars, value) => chars + (typeof value === 'string' ? value.length : 0), 0);
}
