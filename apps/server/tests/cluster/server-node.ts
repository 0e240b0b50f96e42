import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { processEnvironment } from '../process-environment.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** One server process, as an operator starts it; what it is given is all of the environment that it sees. */
export class ServerNode implements AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(child: ChildProcess, ended: Promise<unknown>, url: string) {
    this.#child = child;
    this.#ended = ended;
    this.url = url;
    this.port = Number(new URL(url).port);
  }

  static async start(environment: Record<string, string>): Promise<ServerNode> {
    const child = spawn(process.execPath, [main], {
      env: { ...processEnvironment(), PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close');
    const url = Promise.withResolvers<string>();
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-4_000);
        const found = /Confab is at (\S+)/.exec(output)?.[1];
        if (found !== undefined) url.resolve(found);
      });
    }
    void ended.then(() => url.reject(new Error(`The server ended before it served.\n${output}`)));
    return new ServerNode(child, ended, await url.promise);
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** SIGKILL is a crash, SIGSTOP a machine that hangs, SIGTERM an operator's wish. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves with its exit code, null where a signal ended it. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    this.signal(signal);
    await this.#ended;
    return this.#child.exitCode;
  }

  /** The sum of a metric's values, 0 where it has none yet. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const values = text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'));
    return [...values].reduce((sum, [, value]) => sum + Number(value), 0);
  }

  async isReady(): Promise<boolean> {
    return (await fetch(`${this.url}/readyz`)).ok;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.isRunning) await this.end('SIGKILL');
  }
}
