import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTcpProxy } from '../../../tests/faults/tcp-proxy.ts';
import { claimSingleNode, type NodeClaim, type NodeClaimOptions } from './single-node-claim.ts';
import { PostgresServer } from './test-server.ts';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await PostgresServer.start({ syncs: false });
});
afterAll(() => postgres[Symbol.asyncDispose]());

const patience = { timeout: 20_000, interval: 50 };

type TestClaim = NodeClaim & AsyncDisposable & { lost: Error[] };

async function claim(url: string, options: Partial<NodeClaimOptions> = {}): Promise<TestClaim> {
  const lost: Error[] = [];
  const made = await claimSingleNode({
    url,
    hasBus: false,
    onLost: (error) => void lost.push(error),
    waitMs: 300,
    reclaimWithinMs: 1_000,
    checkEveryMs: 50,
    ...options,
  });
  return Object.assign(made, { lost, [Symbol.asyncDispose]: () => made.close() });
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text);
  await client.end();
  return rows;
}

const endSessions =
  "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'confab-node-%'";

/** The sessions that hold the claim of a database. */
async function holders(url: string): Promise<unknown[]> {
  return query(
    url,
    `select pid from pg_locks join pg_database on pg_database.oid = pg_locks.database
     where locktype = 'advisory' and granted and datname = current_database()`,
  );
}

async function untilHeldAnew(url: string, before: readonly unknown[]): Promise<void> {
  await vi.waitFor(async () => {
    const now = await holders(url);
    expect(now).toHaveLength(1);
    expect(now).not.toEqual(before);
  }, patience);
}

describe('two nodes on one PostgreSQL', () => {
  test('without a bus the second refuses to start and says why', async () => {
    const url = await postgres.createDatabase();
    await using first = await claim(url);
    await expect(claim(url)).rejects.toThrow('Another Confab process serves this database already. Without REDIS_URL');
    expect(first.lost).toEqual([]);
  });

  test('with a bus any number start', async () => {
    const url = await postgres.createDatabase();
    await using first = await claim(url, { hasBus: true });
    await using second = await claim(url, { hasBus: true });
    expect([...first.lost, ...second.lost]).toEqual([]);
  });

  test('one with a bus and one without do not run beside each other, whichever came first', async () => {
    const url = await postgres.createDatabase();
    const alone = await claim(url);
    await expect(claim(url, { hasBus: true })).rejects.toThrow('serves this database without REDIS_URL');
    await alone.close();
    await using cluster = await claim(url, { hasBus: true });
    await expect(claim(url)).rejects.toThrow('Set the same REDIS_URL for every process');
    expect(cluster.lost).toEqual([]);
  });

  test('databases of one server are claimed one by one', async () => {
    await using one = await claim(await postgres.createDatabase());
    await using other = await claim(await postgres.createDatabase());
    expect([...one.lost, ...other.lost]).toEqual([]);
  });

  test('the next one waits for the one before it to end', async () => {
    const url = await postgres.createDatabase();
    const first = await claim(url);
    const next = claim(url, { waitMs: 10_000 });
    await first.close();
    await using second = await next;
    expect(second.lost).toEqual([]);
  });

  test('a claim outlives the connection that held it', async () => {
    const url = await postgres.createDatabase();
    await using first = await claim(url);
    const before = await holders(url);
    await query(url, endSessions);
    await untilHeldAnew(url, before);
    await expect(claim(url)).rejects.toThrow('already');
    expect(first.lost).toEqual([]);
  });

  test('a claim outlives a connection on which nothing moves any more', async () => {
    const url = await postgres.createDatabase();
    await using proxy = await startTcpProxy(postgres.port);
    const through = new URL(url);
    through.port = String(proxy.port);
    await using first = await claim(through.href);
    proxy.stall();
    const before = await holders(url);
    proxy.cut();
    proxy.heal();
    await untilHeldAnew(url, before);
    await expect(claim(url)).rejects.toThrow('already');
    expect(first.lost).toEqual([]);
  });

  test('a node whose claim was taken meanwhile is told to stop', async () => {
    const url = await postgres.createDatabase();
    await using proxy = await startTcpProxy(postgres.port);
    const through = new URL(url);
    through.port = String(proxy.port);
    await using first = await claim(through.href);
    proxy.cut();
    await query(url, endSessions);
    await using second = await claim(url, { waitMs: 5_000 });
    proxy.heal();
    await vi.waitFor(() => expect(first.lost).toHaveLength(1), patience);
    expect(second.lost).toEqual([]);
  });
});
