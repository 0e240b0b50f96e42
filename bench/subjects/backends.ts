import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PostgresServer } from '../../apps/server/src/storage/postgres/test-server.ts';
import { track } from '../children.ts';
import type { Backing } from '../measure/backing.ts';
import { freePort } from './free-port.ts';
import { launch, type LaunchedServer, waitFor } from './launch.ts';

/** PostgreSQL and Redis of this run, started when the first scenario needs them and stopped with the run. */
export class Backends implements AsyncDisposable {
  readonly #workFolder: string;
  readonly #redisServer: string;
  #starting: Promise<string | null> | null = null;
  #postgres: PostgresServer | null = null;
  #redis: (LaunchedServer & { port: number }) | null = null;

  /** `redisServer`: the program, Redis or Valkey. */
  constructor(workFolder: string, redisServer: string) {
    this.#workFolder = workFolder;
    this.#redisServer = redisServer;
  }

  /** Null when both run, else why they do not. */
  start(): Promise<string | null> {
    this.#starting ??= this.#start().then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    return this.#starting;
  }

  /** An empty database; answers its URL. */
  createDatabase(): Promise<string> {
    if (!this.#postgres) throw new Error('PostgreSQL has not been started.');
    return this.#postgres.createDatabase();
  }

  get redisUrl(): string {
    return `redis://127.0.0.1:${this.#redis?.port ?? 0}`;
  }

  get processes(): Backing[] {
    return [
      { figure: 'postgresMicros', pid: this.#postgres?.pid ?? 0 },
      { figure: 'redisMicros', pid: this.#redis?.pid ?? 0 },
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#redis?.[Symbol.asyncDispose]();
    await this.#postgres?.[Symbol.asyncDispose]();
  }

  async #start(): Promise<void> {
    this.#redis = await startRedis(this.#redisServer, mkdtempSync(join(this.#workFolder, 'redis-')));
    this.#postgres = await startPostgres(this.#workFolder);
  }
}

/**
 * With the settings that it comes with: `fsync` and `synchronous_commit` on. Its files lie on a disk, beside those of
 * SQLite; root can't run it, and another user may not be able to reach the folder of a checkout.
 */
async function startPostgres(workFolder: string): Promise<PostgresServer> {
  const server = await PostgresServer.start({
    parentFolder: process.getuid?.() === 0 ? '/var/tmp' : workFolder,
    onSpawn: (child: ChildProcess) => void track(child),
  });
  // Its processes see that the first of them was killed, and end a moment later.
  process.on('exit', () => rmSync(server.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  return server;
}

async function startRedis(command: string, folder: string): Promise<LaunchedServer & { port: number }> {
  const port = await freePort();
  const options = { port: String(port), bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no' };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const server = launch({ command, args });
  try {
    await waitFor(server, () => (server.lines.some((line) => line.includes('Ready to accept')) ? true : null));
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
  return { ...server, port };
}
