import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSecret } from '../src/accounts/secret.ts';
import { runCommand, type Surroundings } from '../src/cli/run-command.ts';
import { openPostgresStorage } from '../src/storage/postgres/open-postgres-storage.ts';
import { claimSingleNode } from '../src/storage/postgres/single-node-claim.ts';
import { PostgresServer } from '../src/storage/postgres/test-server.ts';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import { api, registerAll, send, startDirect } from './api.ts';
import { connectLive } from './sockets.ts';
import { startServer } from './start-server.ts';

let postgres: PostgresServer;
let folder: string;
beforeAll(async () => {
  postgres = await PostgresServer.start({ syncs: false });
  folder = await mkdtemp(join(tmpdir(), 'confab-new-epoch-'));
}, 120_000);
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function confab(args: readonly string[], surroundings: Surroundings = {}): Promise<void> {
  await runCommand(args, () => {}, surroundings);
}

async function epochIn(url: string): Promise<string> {
  const storage = await openPostgresStorage({ url });
  await storage.close();
  return storage.epoch;
}

describe('a new epoch, or secret', () => {
  test('[D15] for a data folder: clients that come back read everything anew', { timeout: 60_000 }, async () => {
    const dataDir = join(folder, 'data');
    const { bob, chatId, epoch } = await (async () => {
      await using server = await startServer({ DATA_DIR: dataDir });
      const people = await registerAll(server.url, 'ada', 'bob');
      const chat = await startDirect(people.ada, people.bob);
      await send(people.ada, chat.id, 'hello');
      await using socket = await connectLive(server.url, people.bob);
      await expect(confab(['new-epoch', '--in', dataDir])).rejects.toThrow('in use by another Confab');
      return { bob: people.bob, chatId: chat.id, epoch: socket.ofType('welcome')[0]?.epoch ?? '' };
    })();
    await confab(['new-epoch'], { folder: dataDir });
    const said: string[] = [];
    await runCommand(['rebuild-mentions'], (line) => void said.push(line), { folder: dataDir });
    expect(said).toEqual([expect.stringContaining('0 were missing, 0 were wrong')]);

    await using server = await startServer({ DATA_DIR: dataDir });
    const returned = { ...bob, api: api(server.url, bob.token) };
    await using socket = await connectLive(server.url, returned, { epoch, cursors: { [chatId]: 1 } });
    expect(socket.ofType('reset')).toMatchObject([{ chatId, reason: 'epoch-changed' }]);
    expect(socket.ofType('welcome')[0]?.epoch).not.toBe(epoch);
  });

  test('for PostgreSQL, once no node serves it any more', { timeout: 60_000 }, async () => {
    const url = await postgres.createDatabase();
    const before = await epochIn(url);
    const node = await claimSingleNode({ url, hasBus: true, onLost: () => {} });
    await expect(confab(['new-epoch', '--in', url])).rejects.toThrow('Stop all of them first');
    expect(await epochIn(url)).toBe(before);
    await node.close();
    await confab(['new-epoch', '--in', url]);
    const after = await epochIn(url);
    expect(after).not.toBe(before);
    await confab(['new-epoch'], { folder: join(folder, 'elsewhere'), databaseUrl: url });
    expect([before, after]).not.toContain(await epochIn(url));
  });

  test('[A40] PostgreSQL that acts by itself says so, and nothing of ours does', { timeout: 60_000 }, async () => {
    const url = await postgres.createDatabase();
    const told = async (): Promise<string[]> => {
      const said: string[] = [];
      await runCommand(['new-epoch', '--in', url], (line) => void said.push(line), { folder });
      return said;
    };
    expect(await told()).toEqual([expect.stringContaining('Done.')]);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`create function spy() returns trigger language plpgsql as $$ begin return new; end $$;
      create trigger spy before insert on messages for each row execute function spy();
      create or replace function confab_audit_refuse() returns trigger language plpgsql as $$ begin return new; end $$;
      create view everything as select * from messages;
      create rule none as on delete to pins do instead nothing;
      create schema other; create function other.role() returns text language sql as $$ select 'owner' $$;
      alter table users alter column role set default other.role()`);
    await client.end();
    const found = [
      'default “role” of users',
      'function “confab_audit_refuse”',
      'function “spy”',
      'rule “none” of pins',
      'trigger “spy” of messages',
      'view “everything”',
    ];
    const said = await told();
    expect(said.map((line) => found.find((one) => line.includes(one)) ?? line.slice(0, 5))).toEqual([
      ...found,
      'Done.',
    ]);
  });

  test('[A48] a new secret for PostgreSQL goes into the data folder, or is the configured one', async () => {
    const url = await postgres.createDatabase();
    const dataFolder = join(folder, 'secrets');
    const authSecret = 'a secret of an operator, long enough';
    const open = async (configured?: string): Promise<string> => {
      const storage = await openPostgresStorage({ url });
      try {
        return await openSecret({ db: storage.db, configured, dataFolder });
      } finally {
        await storage.close();
      }
    };
    const [one, other] = [await open(), await open()];
    expect(other).toBe(one);
    await confab(['rotate-secret'], { folder: dataFolder, databaseUrl: url });
    const rotated = await open();
    expect(rotated).not.toBe(one);
    await confab(['rotate-secret', '--in', url], { folder: dataFolder, authSecret });
    expect(await open(authSecret)).toBe(authSecret);
    await expect(open()).rejects.toThrow('is not the secret');
  });

  test('for nothing is refused', async () => {
    const empty = join(folder, 'empty');
    await expect(confab(['new-epoch'], { folder: empty })).rejects.toThrow('There is no database in');
    const storage = await openSqliteStorage({ folder: empty });
    await storage.close();
    await confab(['new-epoch'], { folder: empty });
  });

  test('for a damaged database, or a copy of one, is refused before anything is written to it', async () => {
    const damaged = join(folder, 'damaged');
    const storage = await openSqliteStorage({ folder: damaged });
    await storage.close();
    const file = join(damaged, 'confab.db');
    const bytes = await readFile(file);
    await writeFile(file, bytes.fill(0, 8_192, 12_288));
    await expect(confab(['new-epoch'], { folder: damaged })).rejects.toThrow(`${file} is not sound`);
    const target = join(folder, 'never');
    await expect(confab(['migrate', '--to', target], { folder: damaged })).rejects.toThrow(`${file} is not sound`);
    expect((await readFile(file)).equals(bytes)).toBe(true);
  });
});
