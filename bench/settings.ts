import { parseArgs } from 'node:util';

/** How much of the benchmark is run, and how long each part measures. Times in milliseconds. */
export interface Settings {
  scenarios: string[];
  /** Names of the peers to compare with; null for all. */
  peers: string[] | null;
  /** Parts of the names of the works of `rest`; null for all. */
  works: string[] | null;
  jsonFile: string | null;
  isQuick: boolean;
  rounds: number;
  warmMs: number;
  measureMs: number;
  fanOutSizes: number[];
  idleConnections: number;
  stormClients: number;
  historyMessages: number;
  /** People in the scenario where one of two nodes is killed. */
  killClients: number;
  loadProcesses: number;
  /** The program, Redis or Valkey. */
  redisServer: string;
  /** The program, for the scenario that opens pages; empty where there is none. */
  chromium: string;
}

export const usage = `npm run bench [-- options] [scenario …]

Scenarios: start-up, fan-out, direct-sends, push, files, idle, reconnect-storm, reads, rest, search, web, and on PostgreSQL and Redis
cluster-fan-out, cluster-sends, cross-node, node-kill. Without any, all of them.
  --quick       small sizes and short windows: to see whether it runs, not to quote
  --json FILE   where the figures go (bench/results/latest.json)
  --peers A,B   compare with these alone, or with "none"
  --works A,B   of rest, those whose names hold one of these
  --rounds N    how often the servers take turns in a comparison (2)
  --redis-server FILE   for the scenarios that need Redis or Valkey (redis-server)
  --chromium FILE       for the scenario that opens pages
  --help        this text`;

const whole = {
  warmMs: 1_000,
  measureMs: 3_000,
  fanOutSizes: [500, 5_000],
  idleConnections: 10_000,
  stormClients: 5_000,
  historyMessages: 1_000_000,
  killClients: 1_000,
};
const quick: typeof whole = {
  warmMs: 300,
  measureMs: 1_000,
  fanOutSizes: [500],
  idleConnections: 2_000,
  stormClients: 1_000,
  historyMessages: 100_000,
  killClients: 300,
};

export function readSettings(args: string[]): Settings | null {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      peers: { type: 'string' },
      works: { type: 'string' },
      rounds: { type: 'string' },
      'redis-server': { type: 'string' },
      chromium: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const isQuick = values.quick;
  return {
    scenarios: positionals,
    peers: values.peers?.split(',') ?? null,
    works: values.works?.split(',') ?? null,
    jsonFile: values.json ?? null,
    isQuick,
    rounds: Number(values.rounds ?? (isQuick ? 1 : 2)),
    ...(isQuick ? quick : whole),
    loadProcesses: 2,
    redisServer: values['redis-server'] ?? 'redis-server',
    chromium: values.chromium,
  };
}
