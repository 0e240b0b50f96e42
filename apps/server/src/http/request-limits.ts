import fastifyRateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { RateStore } from '../bus/rate-store.ts';
import { ApiError } from './api-error.ts';
import type { HttpApp } from './http-app.ts';

/** Counts what one account or one address asks for. Throws the 429 that says when to come back. */
export interface RequestLimits {
  count(request: FastifyRequest): Promise<void>;
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
export async function createRequestLimits(app: HttpApp, isOn: boolean, shared?: RateStore): Promise<RequestLimits> {
  if (!isOn) return { count: () => Promise.resolve(), create: () => () => Promise.resolve() };
  const create = shared ? limitAllNodes(shared) : await limitThisNode(app);
  const countAccount = create(perAccount);
  const countAddress = create(perAddress);
  return {
    count: (request) => (request.caller ? countAccount(request, request.caller.userId) : countAddress(request)),
    create,
  };
}

function limitAllNodes(shared: RateStore): RequestLimits['create'] {
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

async function limitThisNode(app: HttpApp): Promise<RequestLimits['create']> {
  await app.register(fastifyRateLimit, { global: false });
  return ({ max, perSeconds, remembered = 20_000 }) => {
    const keys = new WeakMap<FastifyRequest, string>();
    const check = app.createRateLimit({
      max,
      timeWindow: perSeconds * 1_000,
      cache: remembered,
      keyGenerator: (request: FastifyRequest) => keys.get(request) ?? addressOf(request),
    } as Parameters<typeof app.createRateLimit>[0]);
    return async (request, key) => {
      if (key === undefined) keys.delete(request);
      else keys.set(request, key);
      const outcome = await check(request);
      if (!outcome.isAllowed && outcome.isExceeded) throw tooMany(outcome.ttlInSeconds);
    };
  };
}

function tooMany(retryAfterSeconds: number): ApiError {
  return new ApiError('rate-limited', `Too many requests. Wait ${retryAfterSeconds} s, then try again.`, {
    retryAfterSeconds,
  });
}

/** IPv6 by /64: a single customer has that many addresses. */
export function addressOf(request: FastifyRequest): string {
  return normalizeIP(request.ip, 64);
}
