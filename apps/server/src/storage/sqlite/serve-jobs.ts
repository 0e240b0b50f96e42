import { parentPort } from 'node:worker_threads';
import { FilesLostError } from './file-guard.ts';
import { StorageOpenError } from '../storage-errors.ts';
import type { Answer, Greeting, JobName, Jobs, Request, WorkerError } from './jobs.ts';

export type Handlers = { [Name in JobName]?: (input: Jobs[Name]['input']) => Jobs[Name]['output'] };

export class LockTakenError extends Error {}

/** The worker's main loop: `open` once, then one job after the other in the order in which they were asked for. */
export async function serveJobs(open: () => Handlers | Promise<Handlers>): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('This file runs as a worker thread.');
  let handlers: Handlers;
  try {
    handlers = await open();
  } catch (error) {
    const greeting: Greeting = {
      ready: false,
      error: {
        ...toWorkerError(error),
        lockTaken: error instanceof LockTakenError,
        isForThePerson: error instanceof StorageOpenError,
      },
    };
    port.postMessage(greeting);
    return;
  }
  port.on('message', (request: Request) => {
    const result = answer(handlers, request);
    port.postMessage(result, bytesOf(result));
    if (request.job === 'close') port.close();
  });
  port.postMessage({ ready: true } satisfies Greeting);
}

function answer(handlers: Handlers, { id, job, input }: Request): Answer {
  try {
    const handler = handlers[job] as ((input: unknown) => Jobs[JobName]['output']) | undefined;
    if (!handler) throw new Error(`This worker does not do "${job}".`);
    return { id, output: handler(input) };
  } catch (error) {
    return { id, error: toWorkerError(error) };
  }
}

/** A page changes hands instead of being copied. */
function bytesOf(result: Answer): ArrayBuffer[] {
  return 'output' in result && result.output instanceof Uint8Array ? [result.output.buffer] : [];
}

function toWorkerError(error: unknown): WorkerError {
  const message = error instanceof Error ? error.message : String(error);
  const errcode =
    error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null;
  return { message, errcode, filesLost: error instanceof FilesLostError };
}
