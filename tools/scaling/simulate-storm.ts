import { backoffMs } from '../../packages/client/src/reconnect-delay.ts';
import { EarliestFirst } from './earliest-first.ts';
import type { Random } from './random.ts';

export interface Storm {
  clients: number;
  /** That take them in, each with the share of a core that its other work leaves. */
  nodes: number;
  freeShare: number;
  resumeMicros: number;
}

export interface StormResult {
  /** Until the last one is back. */
  seconds: number;
  medianSeconds: number;
  /** Tries that were given up, since the welcome took too long. */
  failedTries: number;
}

interface Try {
  at: number;
  tries: number;
}

/**
 * A client gives a try up that was not welcomed for this long, in milliseconds (connection.ts of the SDK). The welcome
 * comes before most of the work; here it is taken to come when the work begins, which has more tries fail than would.
 */
const welcomeTimeoutMs = 10_000;

/**
 * All connections are cut off at once, and every client comes back by the backoff of the SDK itself, to a node at random.
 * A node lets them in one after another, in the order of arrival, as its admission does.
 */
export function simulateStorm({ clients, nodes, freeShare, resumeMicros }: Storm, random: Random): StormResult {
  const serviceMs = resumeMicros / 1_000 / freeShare;
  const freeAt = new Float64Array(nodes);
  const back: number[] = [];
  const queue = new EarliestFirst<Try>();
  for (let client = 0; client < clients; client++) queue.add({ at: backoffMs(0, 0, random), tries: 1 });
  let failedTries = 0;
  for (let next = queue.take(); next; next = queue.take()) {
    const { at, tries } = next;
    const node = Math.floor(random() * nodes);
    const begins = Math.max(at, freeAt[node] ?? 0);
    if (begins - at > welcomeTimeoutMs) {
      failedTries += 1;
      const gaveUpAt = at + welcomeTimeoutMs;
      queue.add({ at: gaveUpAt + backoffMs(tries, gaveUpAt, random), tries: tries + 1 });
      continue;
    }
    freeAt[node] = begins + serviceMs;
    back.push(begins + serviceMs);
  }
  back.sort((left, right) => left - right);
  return {
    seconds: (back.at(-1) ?? 0) / 1_000,
    medianSeconds: (back[Math.floor(back.length / 2)] ?? 0) / 1_000,
    failedTries,
  };
}

/** The least that it can take: all nodes at work from the first moment to the last, none with more than its share. */
export function shortestStormSeconds({ clients, nodes, freeShare, resumeMicros }: Storm): number {
  return (clients * resumeMicros) / 1e6 / nodes / freeShare;
}
