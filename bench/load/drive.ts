import { setTimeout as sleep } from 'node:timers/promises';
import { coresBetween, readUsage, type Usage } from '../measure/process-usage.ts';
import type { ClientPlace } from './dialect.ts';
import { type LoadPool, share } from './pool.ts';
import type { Counters, Target } from './wire.ts';

const concurrencyPerProcess = 100;

/** Connects the clients, shared out over the processes. Rejects where one could not connect. */
export async function connectAll(pool: LoadPool, target: Target, clients: ClientPlace[]): Promise<{ seconds: number }> {
  const size = pool.processes.length;
  const results = await pool.all('connect', (place) => ({
    port: target.port,
    dialect: target.dialect,
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

export async function takeReading(pool: LoadPool, serverPid: number): Promise<Reading> {
  const counters = await pool.all('counters', () => ({}));
  return { counters, server: readUsage(serverPid), load: pool.usage() };
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
