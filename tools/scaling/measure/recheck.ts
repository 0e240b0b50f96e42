import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebSocket } from 'ws';
import { rulesUrl } from '../../../apps/server/src/rules.ts';
import { openPostgresStorage } from '../../../apps/server/src/storage/postgres/open-postgres-storage.ts';
import { PostgresServer } from '../../../apps/server/src/storage/postgres/test-server.ts';
import { startRedisServer } from '../../../apps/server/tests/faults/redis-server.ts';
import { startServerProcess } from '../../server-process.ts';
import { recordedCosts } from '../costs.ts';
import { machines } from '../workload.ts';
import { plantPairs, plantPeople, sessionToken } from './people.ts';
import { postmasterPid } from './postgres.ts';
import { connectAll, coresInQuiet, requireAllOpen } from './sockets.ts';

const people = 1_000;
const pairsEach = 14;
/** Each person is in the pairs that it begins and in as many that others begin. */
const pairs = Array.from(
  { length: people * pairsEach },
  (_, pair) => [pair % people, (pair + 1 + Math.floor(pair / people)) % people] as const,
);

/**
 * Not a cost of its own, but a look at whether the model is right: a node on PostgreSQL and Redis whose people say nothing.
 * What it uses is what it takes to look for lost events, and the model tells as much or it is wrong.
 */
export async function measureRecheck(): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-recheck-'));
  let sockets: WebSocket[] = [];
  try {
    await using postgres = await PostgresServer.start();
    await using redis = await startRedisServer();
    const url = await postgres.createDatabase();
    const databasePid = await plant(url);
    const env = { DATABASE_URL: url, REDIS_URL: redis.url, AUTH_SECRET: 'of a server of half a minute'.repeat(2) };
    await using server = await startServerProcess(folder, { RATE_LIMITS: 'off', ...env });
    const bare = await coresInQuiet(server.pid, databasePid);
    const tokens = Array.from({ length: people }, (_, person) => sessionToken(person));
    sockets = await connectAll(server.url, tokens);
    const full = await coresInQuiet(server.pid, databasePid);
    requireAllOpen(sockets);
    const [node = 0, database = 0] = full.map((cores, index) => (cores - (bare[index] ?? 0)) * 1e6);
    return { nodeMicrosPerSecond: node, postgresMicrosPerSecond: database, ...expected() };
  } finally {
    for (const socket of sockets) socket.terminate();
    await rm(folder, { recursive: true, force: true });
  }
}

async function plant(url: string): Promise<number> {
  const storage = await openPostgresStorage({ url, rules: rulesUrl });
  try {
    await plantPeople(storage, people);
    await plantPairs(storage, pairs);
    return await postmasterPid(storage);
  } finally {
    await storage.close();
  }
}

function expected(): Record<string, number> {
  const costs = recordedCosts();
  const heads = pairs.length / machines.compareSeconds;
  const sessions = people / machines.recheckSeconds;
  return {
    nodeMicrosExpected:
      heads * costs.nodeHeadMicros + sessions * costs.nodeSessionMicros + people * costs.idleConnectionMicrosPerSecond,
    postgresMicrosExpected: heads * costs.postgresHeadMicros + sessions * costs.postgresSessionMicros,
  };
}
