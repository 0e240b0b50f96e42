import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { track } from '../children.ts';
import { readUsage, type Usage } from '../measure/process-usage.ts';
import type { LoadCall, LoadCalls } from './wire.ts';

type ArgsOf<Call extends LoadCall> = Parameters<LoadCalls[Call]>[0];
type ResultOf<Call extends LoadCall> = Awaited<ReturnType<LoadCalls[Call]>>;

const workerFile = fileURLToPath(new URL('worker.ts', import.meta.url));

/** One process of load. */
export class LoadProcess {
  #child: ChildProcess;
  #nextId = 1;
  #waiting = new Map<number, { resolve(value: unknown): void; reject(reason: Error): void }>();

  constructor() {
    this.#child = track(fork(workerFile, { serialization: 'advanced' }));
    this.#child.on('message', (answer: { id: number; result?: unknown; error?: string }) => this.#settle(answer));
    this.#child.once('exit', (code, signal) => {
      for (const waiting of this.#waiting.values())
        waiting.reject(new Error(`A load process ended: ${code ?? signal}`));
    });
  }

  call<Call extends LoadCall>(call: Call, args: ArgsOf<Call>): Promise<ResultOf<Call>> {
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.set(id, { resolve, reject });
    this.#child.send({ id, call, args });
    return promise as Promise<ResultOf<Call>>;
  }

  usage(): Usage {
    return readUsage(this.#child.pid ?? 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await exited;
  }

  #settle(answer: { id: number; result?: unknown; error?: string }): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.error === undefined) waiting?.resolve(answer.result);
    else waiting?.reject(new Error(answer.error));
  }
}

/** Several processes of load that do the same to different clients. */
export class LoadPool {
  readonly processes: LoadProcess[];

  constructor(size: number) {
    this.processes = Array.from({ length: size }, () => new LoadProcess());
  }

  /** The same call to each, with the arguments for its place. */
  all<Call extends LoadCall>(call: Call, argsOf: (place: number) => ArgsOf<Call>): Promise<ResultOf<Call>[]> {
    return Promise.all(this.processes.map((process, place) => process.call(call, argsOf(place))));
  }

  /** Connections that ended by themselves and commands that were refused, in words. */
  async complaints(): Promise<string[]> {
    const all = await this.all('counters', () => ({}));
    return all.flatMap(({ lost, lastEnd, errors, firstError, paged }) => [
      ...(paged > 0 ? [`${paged.toLocaleString('en')} messages came in pages, after gaps`] : []),
      ...(lost > 0 ? [`${lost} connections ended, the last with: ${lastEnd}`] : []),
      ...(errors > 0 ? [`${errors} refused, the first with ${firstError}`] : []),
    ]);
  }

  usage(): Usage[] {
    return this.processes.map((process) => process.usage());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.processes.map((process) => process[Symbol.asyncDispose]()));
  }
}

/** Every `parts`-th item, from `part` on: so each process gets its share of every kind of client. */
export function share<Item>(items: readonly Item[], part: number, parts: number): Item[] {
  return items.filter((_item, index) => index % parts === part);
}
