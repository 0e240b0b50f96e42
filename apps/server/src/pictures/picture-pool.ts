import { availableParallelism } from 'node:os';
import { ApiError } from '../http/index.ts';
import { FairQueue } from './fair-queue.ts';
import type { PictureBounds, PictureJob, PictureResult } from './picture-job.ts';
import { PictureWorker } from './picture-worker.ts';

/** Half of the cores are left to those who talk. */
const processesMax = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)));
const waitingMax = { perOwner: 200, all: 2_000 };
/** The largest pictures that are read take 600 MB and a second. */
const bounds = { memoryMax: 1_024 * 1_024 * 1_024, cpuMsMax: 20_000 };
/** Where others have all of the cores, and for what waits for no core. */
const jobMs = 60_000;

export interface PicturePoolOptions {
  /** That something happened to a process which operators may want to know. */
  onError: (error: unknown) => void;
  processes?: number;
  jobMs?: number;
  bounds?: PictureBounds;
}

interface Asked {
  job: PictureJob;
  resolve: (result: PictureResult) => void;
  reject: (error: Error) => void;
}

/**
 * Reads and draws pictures in processes of their own, one at a time in each and never more than there are cores for, which begin with the
 * first picture. A picture that takes longer, more of a core or more memory than it may, or has a decoder fall over, is `too-heavy`, and no process but that one ends.
 */
export class PicturePool {
  readonly #options: Required<PicturePoolOptions>;
  readonly #queue = new FairQueue<Asked>(waitingMax);
  readonly #idle: PictureWorker[] = [];
  readonly #all = new Set<PictureWorker>();
  #isClosed = false;
  #wasMissed = false;

  constructor(options: PicturePoolOptions) {
    this.#options = { processes: processesMax, jobMs, bounds, ...options };
  }

  /** `owner`: who it is for; people take turns. Throws `unavailable` where they wait for too many. */
  async run(job: Omit<PictureJob, 'bounds'>, owner: string): Promise<PictureResult> {
    const { promise, resolve, reject } = Promise.withResolvers<PictureResult>();
    if (
      this.#isClosed ||
      !this.#queue.push(owner, { job: { ...job, bounds: this.#options.bounds }, resolve, reject })
    ) {
      throw tooManyPictures();
    }
    this.#begin();
    const result = await promise;
    if (this.#isClosed) throw stopping();
    if ('none' in result && result.none === 'unavailable') this.#tellMissing();
    return result;
  }

  /** Pictures that wait for a process. */
  get waiting(): number {
    return this.#queue.size;
  }

  close(): void {
    this.#isClosed = true;
    for (const worker of this.#all) worker.end();
    for (let asked = this.#queue.shift(); asked; asked = this.#queue.shift()) {
      asked.reject(stopping());
    }
  }

  #begin(): void {
    if (this.#idle.length === 0 && this.#all.size >= this.#options.processes) return;
    const asked = this.#queue.shift();
    if (!asked) return;
    const worker = this.#idle.pop() ?? this.#start();
    worker.run(asked.job, this.#options.jobMs).then(asked.resolve, asked.reject);
  }

  #start(): PictureWorker {
    const worker = new PictureWorker({
      onFree: () => {
        this.#idle.push(worker);
        this.#begin();
      },
      onEnd: (error) => {
        this.#all.delete(worker);
        const at = this.#idle.indexOf(worker);
        if (at !== -1) this.#idle.splice(at, 1);
        if (this.#isClosed) return;
        if (error) this.#options.onError(error);
        this.#begin();
      },
    });
    this.#all.add(worker);
    return worker;
  }

  #tellMissing(): void {
    if (this.#wasMissed) return;
    this.#wasMissed = true;
    this.#options.onError(new Error('sharp, which reads pictures, is not installed for this machine: they are files'));
  }
}

export function tooManyPictures(): ApiError {
  const detail = 'Too many pictures wait to be looked at. Try again in a moment.';
  return new ApiError('unavailable', detail, { retryAfterSeconds: 2 });
}

function stopping(): ApiError {
  return new ApiError('unavailable', 'The server is stopping.', { retryAfterSeconds: 2 });
}
