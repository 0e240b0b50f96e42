import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import type { Caller } from './caller.ts';
import type { HttpApp } from './http-app.ts';
import type { OriginPolicy } from './origin-policy.ts';
import { type Permits, refuseUnless } from './permits.ts';
import type { RequestLimits } from './request-limits.ts';

export interface GuardOptions {
  authenticate: (headers: IncomingHttpHeaders) => Promise<Caller | null>;
  /** Who may what in the place: asked for every route that is not public, by what its operation says it needs. */
  permits: Permits;
  origins: OriginPolicy;
  limits: RequestLimits;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Runs before every route, and judges by the route that was matched: how its path was spelled does not matter (A41), and
 * nothing is let in because somebody forgot to ask. See `FastifyContextConfig` for what a route may say of itself.
 */
export function guardRoutes(app: HttpApp, { authenticate, permits, origins, limits }: GuardOptions): void {
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const { config } = request.routeOptions;
    if (config.part === 'machine') refuseOtherSpelling(request);
    const anyone = request.is404 || config.public === true;
    if (isApi(request)) {
      void reply.header('cache-control', 'no-store');
      if (!request.is404) refuseForeignWrite(request, origins);
    }
    if (!anyone) request.caller = await authenticate(request.headers);
    if (isApi(request)) await limits.count(request);
    refuseOtherUser(request);
    if (!anyone && request.caller === null) {
      throw new ApiError('unauthenticated', 'Log in, then try again.');
    }
    if (request.caller) refuseUnless(request.caller, config.operation ?? {}, permits);
  });
}

/** Behind the schemas: what a request asks for by its body. */
export function guardBodies(app: HttpApp, permits: Permits): void {
  app.addHook('preHandler', async ({ routeOptions, caller, body }: FastifyRequest) => {
    const { operation } = routeOptions.config;
    if (!operation?.needsOf || !caller) return;
    // Parsed by the schema of the operation, which its function is written for.
    for (const needs of operation.needsOf(body as never)) {
      refuseUnless(caller, { needs, whileRestricted: true }, permits);
    }
  });
}

/** Whether the request is one to the API: every one whose route does not say otherwise. */
export function isApi(request: FastifyRequest): boolean {
  return (request.routeOptions.config.part ?? 'api') === 'api';
}

/**
 * A page says for whom it acts: the cookie is the browser's, and may have become another person's since the page was
 * opened. Nothing is done or shown under the wrong name.
 */
function refuseOtherUser({ headers, caller }: FastifyRequest): void {
  const named = headers['confab-user'];
  if (caller === null || named === undefined || named === encodeURIComponent(caller.userId)) return;
  throw new ApiError('other-user', 'Another person is logged in here now. Load the page again.');
}

function refuseOtherSpelling({ raw, routeOptions }: FastifyRequest): void {
  const spelled = raw.url?.split('?', 1)[0];
  if (spelled !== routeOptions.url) throw new ApiError('not-found', 'There is nothing at this address.');
}

/** Only a browser adds a cookie by itself, so only without an `Authorization` header can a foreign page be at work. */
function refuseForeignWrite(request: FastifyRequest, origins: OriginPolicy): void {
  if (safeMethods.has(request.method) || request.headers.authorization !== undefined) return;
  if (!origins.allowsWrite(request.headers)) {
    throw new ApiError('origin-not-allowed', 'This page may not do that here. ALLOWED_ORIGINS can name its origin.');
  }
}
