import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { rulesUrl } from '../../apps/server/src/rules.ts';
import { openPostgresStorage } from '../../apps/server/src/storage/postgres/open-postgres-storage.ts';
import type { Context } from '../context.ts';
import type { Servers } from '../load/drive.ts';
import type { Backing } from '../measure/backing.ts';
import { readStallMs } from '../measure/event-loop.ts';
import { chatId, placeOf, seedInto, type SeedPlan } from '../seed.ts';
import { groupPlan, startConfab, type RunningConfab } from './confab.ts';
import type { RunningSubject, Subject } from './subject.ts';

/** Nodes of one server, on a database of their own. */
export interface RunningCluster extends Servers, AsyncDisposable {
  nodes: RunningConfab[];
  pids: number[];
  backing: readonly Backing[];
  /** The longest hold-up of any node. */
  readStallMs(): Promise<number>;
}

export const oneNodeName = '1 node, SQLite';
export const clusterName = (nodes: number): string => `${nodes} node${nodes === 1 ? '' : 's'}, PostgreSQL`;

type Place = Pick<Context, 'backends' | 'workFolder'>;

/** One node alone runs without Redis, as it would. */
export async function startCluster(
  { backends, workFolder }: Place,
  plan: SeedPlan,
  size: number,
): Promise<RunningCluster> {
  const url = await backends.createDatabase();
  await seedInto(await openPostgresStorage({ url, rules: rulesUrl }), plan);
  const env = {
    DATABASE_URL: url,
    AUTH_SECRET: 'the same for all nodes of the benchmark',
    ...(size > 1 ? { REDIS_URL: backends.redisUrl } : {}),
  };
  await using starting = new AsyncDisposableStack();
  const nodes: RunningConfab[] = [];
  for (let node = 0; node < size; node++) {
    const dataDir = mkdtempSync(join(workFolder, 'node-'));
    nodes.push(starting.use(await startConfab(dataDir, env)));
  }
  const started = starting.move();
  const ports = nodes.map(({ port }) => port);
  return {
    nodes,
    ports,
    dialect: 'confab',
    pids: nodes.map(({ server }) => server.pid),
    backing: backends.processes,
    readStallMs: async () => Math.max(...(await Promise.all(ports.map(readStallMs)))),
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

/** Two nodes that do what one does in `fan-out`. */
export function clusterSubject(place: Place, size: number): Subject {
  return {
    name: clusterName(size),
    async startGroup(clients): Promise<RunningSubject> {
      const plan = groupPlan(clients);
      const cluster = await startCluster(place, plan, size);
      return {
        ...cluster,
        name: clusterName(size),
        chatId: chatId(0),
        clients: Array.from({ length: clients }, (_, person) => ({
          ...placeOf({ ...plan, chats: [] }, person),
          cursors: { [chatId(0)]: 1 },
        })),
        notes: [],
      };
    },
  };
}
