import { Worker } from 'node:worker_threads';
import { StorageUnavailableError } from '../storage-errors.ts';
import type { Answer, Greeting, JobName, Jobs, Request } from './jobs.ts';
import type { WorkerSettings } from './connection.ts';
import { openError, runtimeError } from './sqlite-errors.ts';

interface Pending {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

/** What was asked for while somebody held the lane: a request, or the lane itself. */
type Waiting = { request: Request } | { grant(): void };

/** What a batch or a page leaves is dead at once: room for more of it only makes the process larger, by 40 MB a thread. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 };

export interface LaneOptions {
  entry: URL;
  settings: WorkerSettings;
  /** The worker died by itself. Everything asked of it rejects from now on. */
  onDeath(error: StorageUnavailableError): void;
}

/** The main thread's end of one worker. Jobs are done in the order in which they were asked for. */
export class Lane {
  readonly #worker: Worker;
  readonly #options: LaneOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #waiting: Waiting[] = [];
  #held = false;
  #lastId = 0;
  #jobsDone = 0;
  #dead: StorageUnavailableError | null = null;
  #closing = false;

  private constructor(worker: Worker, options: LaneOptions) {
    this.#worker = worker;
    this.#options = options;
  }

  static async open(options: LaneOptions): Promise<Lane> {
    // A test runner's own flags are none of the worker's.
    const worker = new Worker(options.entry, { workerData: options.settings, execArgv: [], resourceLimits });
    const lane = new Lane(worker, options);
    await lane.#greeted();
    return lane;
  }

  /** How long a new request would wait, in requests. A lane that somebody holds comes last. */
  get load(): number {
    return this.#pending.size + (this.#held ? 1_000_000 : 0);
  }

  /** Rises with every answer. */
  get jobsDone(): number {
    return this.#jobsDone;
  }

  call<Name extends JobName>(job: Name, input: Jobs[Name]['input']): Promise<Jobs[Name]['output']> {
    return this.#ask(job, input, this.#held);
  }

  /** The lane for oneself: until `release`, what others ask for waits, in its order. */
  async hold(): Promise<HeldLane> {
    if (this.#held) await new Promise<void>((resolve) => this.#waiting.push({ grant: resolve }));
    else this.#held = true;
    return {
      call: (job, input) => this.#ask(job, input, false),
      release: () => this.#release(),
    };
  }

  /** After what is under way. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#dead) return;
    const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
    await this.call('close', null);
    await exited;
  }

  #ask<Name extends JobName>(job: Name, input: Jobs[Name]['input'], mustWait: boolean): Promise<Jobs[Name]['output']> {
    const dead = this.#dead;
    if (dead) return Promise.reject(dead);
    const request: Request = { id: ++this.#lastId, job, input };
    return new Promise((resolve, reject) => {
      // The worker answers a job with that job's output.
      this.#pending.set(request.id, { resolve, reject });
      if (mustWait) this.#waiting.push({ request });
      else this.#post(request);
    });
  }

  #release(): void {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      // The lane passes from hand to hand: `#held` stays true.
      if ('grant' in next) return next.grant();
      this.#post(next.request);
    }
    this.#held = false;
  }

  #post(request: Request): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port, not a window: there is none
    this.#worker.postMessage(request);
  }

  #greeted(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#worker.once('message', (greeting: Greeting) => {
        if (!greeting.ready) return this.#rejectAfterExit(reject, greeting.error);
        this.#worker.on('message', (answer: Answer) => this.#settle(answer));
        resolve();
      });
      this.#worker.once('error', (cause) => {
        this.#die(new StorageUnavailableError('A database thread failed.', { cause }));
        reject(cause instanceof Error ? cause : new Error(String(cause)));
      });
      this.#worker.once('exit', () => this.#die(new StorageUnavailableError('A database thread ended.')));
    });
  }

  /** Not before the thread has let go of its files. */
  #rejectAfterExit(reject: (error: Error) => void, error: Parameters<typeof openError>[0]): void {
    this.#closing = true;
    this.#worker.once('exit', () => reject(openError(error, this.#options.settings.file)));
  }

  #settle(answer: Answer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    this.#jobsDone++;
    if ('error' in answer) pending?.reject(runtimeError(answer.error, this.#options.settings.file));
    else pending?.resolve(answer.output);
  }

  #die(error: StorageUnavailableError): void {
    if (this.#dead) return;
    this.#dead = error;
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
    // Whoever waits for the lane gets it and is refused at the first call.
    for (const waiting of this.#waiting.splice(0)) if ('grant' in waiting) waiting.grant();
    if (!this.#closing) this.#options.onDeath(error);
  }
}

export interface HeldLane {
  call<Name extends JobName>(job: Name, input: Jobs[Name]['input']): Promise<Jobs[Name]['output']>;
  release(): void;
}
