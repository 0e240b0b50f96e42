import { setTimeout as sleep } from 'node:timers/promises';
import { coresBetween, readUsage, type Usage } from '../measure/process-usage.ts';
import type { ClientPlace, DialectName } from './dialect.ts';
import { type LoadPool, share } from './pool.ts';
import type { Counters, Target } from './wire.ts';

/** One server, or the nodes of one: the first process of load goes to the first, the second to the second, and so on. */
export interface Servers {
  ports: readonly number[];
  dialect: DialectName;
}

const concurrencyPerProcess = 100;

/** Where a process of load goes. */
function targetOf({ ports, dialect }: Servers, place: number): Target {
  return { port: ports[place % ports.length] ?? 0, dialect };
}

/** Connects the clients, shared out over the processes. Rejects where one could not connect. */
export async function connectAll(
  pool: LoadPool,
  servers: Servers,
  clients: ClientPlace[],
): Promise<{ seconds: number }> {
  const size = pool.processes.length;
  const results = await pool.all('connect', (place) => ({
    ...targetOf(servers, place),
    clients: share(clients, place, size),
    concurrency: concurrencyPerProcess,
  }));
  const failure = results.flatMap((result) => result.failures)[0];
  if (failure !== undefined) throw new Error(`A client could not connect: ${failure}`);
  return { seconds: Math.max(...results.map((result) => result.seconds)) };
}

/** `count` of the clients, evenly spread, measure latency; the rest only count. */
export function sampleSome(clients: readonly ClientPlace[], count: number): ClientPlace[] {
  const step = Math.max(1, Math.floor(clients.length / count));
  return clients.map((client, index) => ({ ...client, sampled: index % step === 0 }));
}

/** What the server and the load used and counted at one moment. */
export interface Reading {
  counters: Counters[];
  server: Usage;
  load: Usage[];
}

export async function takeReading(pool: LoadPool, serverPids: readonly number[]): Promise<Reading> {
  const counters = await pool.all('counters', () => ({}));
  return { counters, server: readUsage(...serverPids), load: pool.usage() };
}

export interface Window {
  messagesPerSecond: number;
  acksPerSecond: number;
  serverCores: number;
  loadCores: number[];
  notes: string[];
}

/** What happened between two readings. Each process's rate is taken over its own clock: a busy one answers late. */
export function compareReadings(before: Reading, after: Reading): Window {
  const rate = (pick: (counters: Counters) => number): number =>
    after.counters.reduce((sum, now, place) => {
      const then = before.counters[place] ?? now;
      return sum + ((pick(now) - pick(then)) * 1e6) / Math.max(1, now.atMicros - then.atMicros);
    }, 0);
  const serverCores = coresBetween(before.server, after.server);
  const loadCores = after.load.map((now, place) => coresBetween(before.load[place] ?? now, now));
  return {
    messagesPerSecond: rate((counters) => counters.messages),
    acksPerSecond: rate((counters) => counters.acks),
    serverCores,
    loadCores,
    notes: noteBottleneck(serverCores, loadCores),
  };
}

/** A server that was not busy while a process of load was has not shown what it can do. */
function noteBottleneck(serverCores: number, loadCores: readonly number[]): string[] {
  const busiest = Math.max(0, ...loadCores);
  if (busiest < 0.9 || serverCores >= 0.9) return [];
  return [`the load generator was the bottleneck: ${busiest.toFixed(2)} cores, the server ${serverCores.toFixed(2)}`];
}

/** Asks until `isDone` or the time is over; false in that case. */
export async function poll(isDone: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const until = performance.now() + timeoutMs;
  while (performance.now() < until) {
    if (await isDone()) return true;
    await sleep(50);
  }
  return false;
}
