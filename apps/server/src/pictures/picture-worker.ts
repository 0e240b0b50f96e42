import { type ChildProcess, fork } from 'node:child_process';
import { setPriority } from 'node:os';
import type { PictureJob, PictureResult } from './picture-job.ts';

/** One that had nothing to do for so long gives its memory back. */
const idleMs = 30_000;
/** What a decoder kept by mistake goes, too. */
const jobsMax = 500;

interface PictureWorkerOptions {
  /** It may be given the next. */
  onFree: () => void;
  /** It takes no more. `error`: what it had was not done. */
  onEnd: (error: Error | null) => void;
}

/** A process that draws one picture at a time. */
export class PictureWorker {
  readonly #child: ChildProcess;
  readonly #options: PictureWorkerOptions;
  #waiting: ((result: PictureResult) => void) | null = null;
  #timer: NodeJS.Timeout | undefined;
  #jobs = 0;
  #hasEnded = false;

  constructor(options: PictureWorkerOptions) {
    this.#options = options;
    this.#child = fork(new URL('./picture-process.ts', import.meta.url), {
      // Nothing of the server's own: no secret, no address of a database. Fewer arenas: less memory is kept for nothing.
      env: { MALLOC_ARENA_MAX: '2' },
      execArgv: ['--max-semi-space-size=1', '--max-old-space-size=96'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.on('message', (result: PictureResult) => this.#answer(result));
    this.#child.on('error', (error) => this.end(error));
    this.#child.on('exit', (code, signal) => this.end(new Error(`a picture ended its process (${signal ?? code})`)));
    this.#child.unref();
    this.#child.channel?.unref();
    if (this.#child.pid !== undefined) yieldToOthers(this.#child.pid);
  }

  /** Resolves with `too-heavy` where it takes longer than `withinMs`, or the process ends. */
  run(job: PictureJob, withinMs: number): Promise<PictureResult> {
    clearTimeout(this.#timer);
    this.#jobs += 1;
    const { promise, resolve } = Promise.withResolvers<PictureResult>();
    this.#waiting = resolve;
    this.#endAfter(withinMs, new Error(`a picture took longer than ${withinMs} ms`));
    this.#child.send(job, (error) => error && this.end(error));
    return promise;
  }

  /** At once, whatever it does. */
  end(error: Error | null = null): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    this.#child.kill('SIGKILL');
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.({ none: 'too-heavy' });
    this.#options.onEnd(waiting ? error : null);
  }

  #answer(result: PictureResult): void {
    clearTimeout(this.#timer);
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(result);
    if (this.#hasEnded) return;
    if (this.#jobs >= jobsMax) return this.end();
    this.#endAfter(idleMs, null);
    this.#options.onFree();
  }

  #endAfter(ms: number, error: Error | null): void {
    this.#timer = setTimeout(() => this.end(error), ms);
    this.#timer.unref();
  }
}

function yieldToOthers(pid: number): void {
  try {
    setPriority(pid, 10);
  } catch {
    // Where it may not, pictures come at the same priority as people.
  }
}
