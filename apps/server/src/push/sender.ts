import { Worker } from 'node:worker_threads';
import type { Posted } from './post.ts';
import type { Push, SenderAnswer, SenderAsk, SenderSettings } from './sender-job.ts';

export type { Push } from './sender-job.ts';

export interface PostOptions {
  timeoutMs: number;
  wallNow: number;
  /** Nobody waits for it any more. It may have been sent. */
  signal?: AbortSignal;
}

/** Encrypts and sends, in a thread of its own that begins with the first push. */
export interface Sender {
  /** Rejects where it is no push at all. */
  post(push: Push, options: PostOptions): Promise<Posted>;
  close(): Promise<void>;
}

interface Waiting {
  resolve: (posted: Posted) => void;
  reject: (error: Error) => void;
}

const resourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };

export function createSender(openSettings: () => Promise<SenderSettings>): Sender {
  const waiting = new Map<number, Waiting>();
  let thread: Promise<Worker> | null = null;
  let isClosed = false;
  let lastId = 0;
  let asked: SenderAsk[] = [];

  const fail = (error: Error): void => {
    thread = null;
    const all = [...waiting.values()];
    waiting.clear();
    for (const { reject } of all) reject(error);
  };

  const start = async (): Promise<Worker> => {
    // A test runner's own flags are none of the thread's.
    const settings = { workerData: await openSettings(), execArgv: [], resourceLimits };
    if (isClosed) throw new Error('The server is stopping.');
    const worker = new Worker(new URL('./sender-thread.ts', import.meta.url), settings);
    worker.on('message', (answers: SenderAnswer[]) => {
      for (const answer of answers) {
        const asker = waiting.get(answer.id);
        waiting.delete(answer.id);
        if ('posted' in answer) asker?.resolve(answer.posted);
        else asker?.reject(new Error(answer.error));
      }
    });
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('The thread that sends ended.')));
    worker.unref();
    return worker;
  };

  /** Those of one turn of the event loop go together. */
  const hand = (ask: SenderAsk): void => {
    asked.push(ask);
    if (asked.length > 1) return;
    setImmediate(() => {
      const asks = asked;
      asked = [];
      thread ??= start();
      thread.then((worker) => worker.postMessage(asks, [])).catch(fail);
    });
  };

  return {
    async post(push, { timeoutMs, wallNow, signal }) {
      if (isClosed) throw new Error('The server is stopping.');
      signal?.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<Posted>();
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      const giveUp = (): void => reject(signal?.reason);
      signal?.addEventListener('abort', giveUp, { once: true });
      hand({ id, push, timeoutMs, wallNow });
      try {
        return await promise;
      } finally {
        waiting.delete(id);
        signal?.removeEventListener('abort', giveUp);
      }
    },
    async close() {
      isClosed = true;
      const worker = await thread?.catch(() => null);
      fail(new Error('The server is stopping.'));
      await worker?.terminate();
    },
  };
}
