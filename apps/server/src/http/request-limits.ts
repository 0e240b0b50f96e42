import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { RateStore } from '../bus/rate-store.ts';
import { ApiError } from './api-error.ts';
import { WindowCounts } from './window-counts.ts';

/** Counts what one account or one address asks for. Throws the 429 that says when to come back. */
export interface RequestLimits {
  /** Undefined: counted at once. */
  count(request: FastifyRequest): Promise<void> | undefined;
  /** A limit of a feature's own; `key` is what is counted, the address if left out. */
  create(limit: Limit): (request: FastifyRequest, key?: string) => Promise<void>;
}

export interface Limit {
  max: number;
  perSeconds: number;
  /** Keys remembered; the one unused for longest is forgotten first. */
  remembered?: number;
}

const perAccount: Limit = { max: 1_200, perSeconds: 60 };
// A school or an office stands behind one address, but people who are logged in count by account.
const perAddress: Limit = { max: 600, perSeconds: 60 };

/** With `shared`, all nodes count together. */
export function createRequestLimits(isOn: boolean, shared?: RateStore): RequestLimits {
  if (!isOn) return { count: () => undefined, create: () => () => Promise.resolve() };
  const create = shared ? limitAllNodes(shared) : limitThisNode;
  const countAccount = create(perAccount);
  const countAddress = create(perAddress);
  return {
    count: (request) => (request.caller ? countAccount(request, request.caller.userId) : countAddress(request)),
    // A limit of this node alone refuses at once: for whoever waits for it, too, a refusal is a rejection.
    create: (limit) => {
      const count = create(limit);
      return async (request, key) => await count(request, key);
    },
  };
}

type Count = (request: FastifyRequest, key?: string) => Promise<void> | undefined;

function limitAllNodes(shared: RateStore): (limit: Limit) => Count {
  let created = 0;
  return ({ max, perSeconds }) => {
    // Nodes of one version make their limits in the same order.
    const name = `${(created += 1)}:${max}/${perSeconds}`;
    return async (request, key = addressOf(request)) => {
      const { current, ttlMs } = await shared.count(`${name} ${key}`, perSeconds * 1_000);
      if (current > max) throw tooMany(Math.ceil(ttlMs / 1_000));
    };
  };
}

function limitThisNode({ max, perSeconds, remembered = 20_000 }: Limit): Count {
  const counts = new WindowCounts({ windowMs: perSeconds * 1_000, remembered });
  return (request, key = addressOf(request)) => {
    const { current, ttlMs } = counts.count(key, performance.now());
    if (current > max) throw tooMany(Math.ceil(ttlMs / 1_000));
    return undefined;
  };
}

function tooMany(retryAfterSeconds: number): ApiError {
  return new ApiError('rate-limited', `Too many requests. Wait ${retryAfterSeconds} s, then try again.`, {
    retryAfterSeconds,
  });
}

/** IPv6 by /64: a single customer has that many addresses. */
export function addressOf({ ip }: FastifyRequest): string {
  // All of IPv6 is written with colons, and nothing else: that of IPv4 is what it is.
  return ip.includes(':') ? normalizeIP(ip, 64) : ip;
}
