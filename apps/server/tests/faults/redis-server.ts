import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../free-port.ts';

/** A Redis of the test's own, empty and kept in memory only. Restarts on the same port. */
export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops answering without closing anything, as a machine does that hangs. */
  pause(): void;
  resume(): void;
  /** Runs one command over a connection of its own. */
  run(command: string, ...args: string[]): Promise<unknown>;
}

export async function startRedisServer(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-redis-'));
  const port = await freePort();
  let child = await launch(port, folder);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    stop,
    async start() {
      child = await launch(port, folder);
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async run(command, ...args) {
      const client = new Redis(port, '127.0.0.1', { retryStrategy: null });
      client.on('error', () => {}); // the call tells of it
      try {
        return await client.call(command, args);
      } finally {
        client.disconnect();
      }
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function launch(port: number, folder: string): Promise<ChildProcess> {
  const options = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no', 'enable-debug-command': 'local' };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ready = Promise.withResolvers<void>();
  let output = '';
  child.once('error', (error) =>
    ready.reject(new Error('These tests need redis-server (Debian: apt-get install redis-server).', { cause: error })),
  );
  child.once('exit', () => ready.reject(new Error(`redis-server ended at once:\n${output}`)));
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes('Ready to accept connections')) ready.resolve();
  });
  await ready.promise;
  return child;
}
