import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Config, loadConfig } from '../src/config/index.ts';
import { createLogger } from '../src/monitoring/index.ts';
import { startAsConfigured } from '../src/start-as-configured.ts';
import { explainStartFailure } from '../src/start-failure.ts';
import { PostgresServer } from '../src/storage/postgres/test-server.ts';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import { type RedisServer, startRedisServer } from './faults/redis-server.ts';
import { placeMigratedFile } from './migrated-databases.ts';
import { startProcess } from './start-process.ts';

const isRoot = process.getuid?.() === 0;
/** Somebody who owns nothing: root may write everywhere. */
const nobody = isRoot ? 65_534 : undefined;
const secret = 'a secret that is long enough for everybody';

let parent: string;
let postgres: PostgresServer;
let redis: RedisServer;
const taken = createServer();

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'confab-starts-'));
  await chmod(parent, 0o755);
  [postgres, redis] = await Promise.all([PostgresServer.start({ syncs: false }), startRedisServer()]);
  taken.listen(0, '127.0.0.1');
  await once(taken, 'listening');
}, 120_000);
afterAll(async () => {
  taken.close();
  await Promise.all([postgres[Symbol.asyncDispose](), redis[Symbol.asyncDispose]()]);
  await rm(parent, { recursive: true });
});

interface Case {
  environment: Record<string, string>;
}

interface ProcessCase extends Case {
  user?: number | undefined;
}

let folders = 0;
async function emptyFolder(mode = 0o700): Promise<string> {
  const folder = join(parent, `data-${++folders}`);
  await mkdir(folder);
  await chmod(folder, mode);
  return folder;
}

/** One in which a server has run. */
async function usedFolder(): Promise<string> {
  const folder = await emptyFolder();
  await placeMigratedFile(folder);
  return folder;
}

async function withDatabase(change: (file: string) => Promise<void> | void): Promise<Case> {
  const folder = await usedFolder();
  await change(join(folder, 'confab.db'));
  return { environment: { DATA_DIR: folder } };
}

async function inEmptyFolder(environment: Record<string, string>): Promise<Case> {
  return { environment: { DATA_DIR: await emptyFolder(), ...environment } };
}

function databaseUrl(change: (url: URL) => void): Promise<Case> {
  return postgres.createDatabase().then((text) => {
    const url = new URL(text);
    change(url);
    return inEmptyFolder({ DATABASE_URL: url.href });
  });
}

const cases: Record<string, [prepare: () => Promise<Case>, line: RegExp]> = {
  'quotes around a path': [
    () => inEmptyFolder({ DATA_DIR: `"${join(parent, 'quoted')}"` }),
    /^The settings are not right: DATA_DIR has quotes around it/,
  ],
  'a home that no shell has replaced': [() => inEmptyFolder({ DATA_DIR: '~/confab' }), /DATA_DIR begins with ~/],
  'a public address with a path': [
    () => inEmptyFolder({ PUBLIC_URL: 'https://chat.example.org/chat' }),
    /PUBLIC_URL must be an origin .* without a path/,
  ],
  'a range of proxies that is everybody': [
    () => inEmptyFolder({ TRUSTED_PROXIES: '0.0.0.0/0' }),
    /TRUSTED_PROXIES must be addresses, ranges/,
  ],
  'a host that nobody knows': [
    () => inEmptyFolder({ HOST: 'no-such-host.invalid' }),
    /^HOST no-such-host\.invalid is a name that this machine can't resolve.*Set HOST/,
  ],
  'an address of another machine': [
    () => inEmptyFolder({ HOST: '192.0.2.1' }),
    /^HOST 192\.0\.2\.1 is no address of this machine/,
  ],
  'a port that is taken': [
    () => inEmptyFolder({ PORT: String((taken.address() as { port: number }).port) }),
    /^PORT \d+ is taken: another program listens on 127\.0\.0\.1:\d+/,
  ],
  'a folder that is a file': [
    async () => {
      const file = join(await emptyFolder(), 'file');
      await writeFile(file, '');
      return { environment: { DATA_DIR: file } };
    },
    /The data folder .*\/file can't be made \(.*\/file is a file\)\. Set DATA_DIR/,
  ],
  'a link that leads nowhere in the place of the folder': [
    async () => {
      const link = join(await emptyFolder(), 'link');
      await symlink('/nowhere/at/all', link);
      return { environment: { DATA_DIR: link } };
    },
    /The data folder .*\/link can't be (made|used)/,
  ],
  'a folder in the place of the database': [
    () => withDatabase(async (file) => (await rm(file), await mkdir(file))),
    /confab\.db can't be written: .*\/confab\.db is a folder\./,
  ],
  'a file that is no database': [
    () => withDatabase((file) => writeFile(file, 'a letter\n'.repeat(2_000))),
    /confab\.db is not a SQLite database/,
  ],
  'the database of another program': [
    () =>
      withDatabase(async (file) => {
        await rm(file);
        const db = new DatabaseSync(file);
        db.exec('create table invoices (id integer)');
        db.close();
      }),
    /confab\.db is the database of another program \(it has the tables invoices\)\. Set DATA_DIR/,
  ],
  'the database of a newer version': [
    () =>
      withDatabase((file) => {
        const db = new DatabaseSync(file);
        db.exec("insert into migrations values ('9999-later', '')");
        db.close();
      }),
    /written by a newer version of Confab \(it has 9999-later\)/,
  ],
  'a log without its database': [
    () => withDatabase(async (file) => (await rm(file), await writeFile(`${file}-wal`, 'committed'))),
    /confab\.db is missing, but .*confab\.db-wal is there/,
  ],
  'a database that PostgreSQL does not have': [
    () => databaseUrl((url) => (url.pathname = '/nowhere')),
    /^The PostgreSQL database .*\/nowhere does not exist/,
  ],
  'a PostgreSQL that speaks no TLS': [
    () => databaseUrl((url) => url.searchParams.set('sslmode', 'require')),
    /^The PostgreSQL database .*SSL.*Check DATABASE_URL/,
  ],
  'a host of PostgreSQL that nobody knows': [
    () => inEmptyFolder({ DATABASE_URL: 'postgres://confab@no-such-host.invalid/confab' }),
    /^The PostgreSQL database no-such-host\.invalid\/confab can't be opened: .*Check DATABASE_URL/,
  ],
  'a PostgreSQL that is not there': [
    () => inEmptyFolder({ DATABASE_URL: 'postgres://confab@127.0.0.1:1/confab' }),
    /^The PostgreSQL database 127\.0\.0\.1:1\/confab can't be opened: .*Check DATABASE_URL/,
  ],
  'a wrong password for Redis': [
    async () => {
      await redis.run('config', 'set', 'requirepass', 'right').catch(() => {}); // it is asked for already
      return inEmptyFolder({ REDIS_URL: redis.url.replace('//', '//:wrong@'), AUTH_SECRET: secret });
    },
    /^Redis refuses the password of REDIS_URL/,
  ],
};

/** What depends on who runs the process, and one of each kind, of which nothing but the line may be left. */
const processCases: Record<string, [prepare: () => Promise<ProcessCase>, line: RegExp]> = {
  'a picture that is not there': [
    () => inEmptyFolder({ PLACE_PICTURE: join(parent, 'none.png') }),
    /^The settings are not right: PLACE_PICTURE can’t be read \(ENOENT\)/,
  ],
  'a picture that is none': [
    async () => {
      const file = join(await emptyFolder(), 'lab.png');
      await writeFile(file, '<svg xmlns="http://www.w3.org/2000/svg"/>');
      return inEmptyFolder({ PLACE_PICTURE: file });
    },
    /^The settings are not right: PLACE_PICTURE must be the path of a PNG/,
  ],
  'a folder in which nothing may be made': [
    async () => ({ environment: { DATA_DIR: join(await emptyFolder(0o555), 'data') }, user: nobody }),
    /data can't be made \(EACCES.*\): .* belongs to user \d+, group \d+, mode 0555, and Confab runs as user \d+/,
  ],
  'a folder that is read-only': [
    async () => ({ environment: { DATA_DIR: await emptyFolder(0o555) }, user: nobody }),
    /data-\d+ belongs to user \d+, group \d+, mode 0555, and Confab runs as user \d+.*set DATA_DIR/,
  ],
  'a lock that belongs to somebody else': [
    async () => {
      const folder = await emptyFolder(0o777);
      await writeFile(join(folder, 'confab.lock'), '');
      await chmod(join(folder, 'confab.lock'), 0o400);
      return { environment: { DATA_DIR: folder }, user: nobody };
    },
    /confab\.db can't be written: .*\/confab\.lock belongs to user \d+, group \d+, mode 0400/,
  ],
  'a page that is damaged': [
    () =>
      withDatabase(async (file) => {
        const bytes = await readFile(file);
        await writeFile(file, bytes.fill(0, 4_096));
      }),
    /confab\.db is damaged .*restore a backup/,
  ],
  'somebody whom PostgreSQL does not know': [
    () => databaseUrl((url) => (url.username = 'stranger')),
    /^The PostgreSQL database .* refuses the user name or password\. Check DATABASE_URL/,
  ],
  'a Redis that asks for a password and gets none': [
    async () => {
      await redis.run('config', 'set', 'requirepass', 'right').catch(() => {}); // it is asked for already
      return inEmptyFolder({ REDIS_URL: redis.url, AUTH_SECRET: secret });
    },
    /^Redis refuses the password of REDIS_URL: NOAUTH/,
  ],
};

/** What main.ts says, without a process: most of the time of one is that it loads what is loaded here. */
async function explainStart(environment: Record<string, string>): Promise<string> {
  let config: Config | undefined;
  try {
    config = loadConfig({ PORT: '0', LOG_LEVEL: 'silent', ...environment });
    const server = await startAsConfigured(config, createLogger({ level: config.logLevel }));
    await server.close();
    return 'It started.';
  } catch (error) {
    return explainStartFailure(error, config);
  }
}

function expectOneLine(said: string, words: RegExp): void {
  expect(said.split('\n')).toHaveLength(1);
  expect(said).toMatch(words);
  expect(said).not.toContain('    at ');
}

test.concurrent.each(Object.entries(cases))('%s ends the start in one line', async (_, [prepare, words]) => {
  const { environment } = await prepare();
  expectOneLine(await explainStart(environment), words);
});

// One after another: each has the time of a test for itself.
test.each(Object.entries(processCases))('%s ends the process in one line', async (_, [prepare, words]) => {
  const { environment, user } = await prepare();
  await using started = startProcess({ LOG_LEVEL: 'silent', ...environment }, { user });
  expect(await started.exitCode).toBe(1);
  expectOneLine(started.output().trim(), words);
});

test('a database of another program is left as it is', async () => {
  const { environment } = await withDatabase((file) => {
    const db = new DatabaseSync(file);
    db.exec('drop table migrations');
    db.close();
  });
  const file = join(environment['DATA_DIR'] ?? '', 'confab.db');
  const before = await readFile(file);
  expect(await explainStart(environment)).toMatch(/is the database of another program/);
  expect((await readFile(file)).equals(before)).toBe(true);
});

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: 'ignore' });
}

/** A disk of this size, where the tests may mount one: root of a machine may, of most containers not. */
async function smallDisk(kilobytes: number): Promise<(AsyncDisposable & { path: string }) | null> {
  const path = await emptyFolder();
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=700`, 'tmpfs', path);
  } catch {
    return null;
  }
  return {
    path,
    async [Symbol.asyncDispose]() {
      run('umount', path);
    },
  };
}

async function startOnFullDisk(): Promise<string> {
  await using disk = await smallDisk(40);
  if (disk === null) {
    const opening = openSqliteStorage({ folder: await emptyFolder(), maxFileBytes: 20_000 });
    return await opening.then(() => 'it started', String);
  }
  await using started = startProcess({ LOG_LEVEL: 'silent', DATA_DIR: disk.path });
  await started.exitCode;
  return started.output().trim();
}

test('[A32] a full disk ends the start in one line', async () => {
  expect(await startOnFullDisk()).toMatch(/^(StorageOpenError: )?There is no space left for \S+confab\.db[^\n]*$/);
});

test('a folder whose name is a quote is never made', async () => {
  const here = await emptyFolder();
  expect(await explainStart({ DATA_DIR: `"${here}/data"` })).toMatch(/has quotes around it/);
  expect(await readdir(here)).toEqual([]);
  await expect(stat('"')).rejects.toThrow('ENOENT');
});
