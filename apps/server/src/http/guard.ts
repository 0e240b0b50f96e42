import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import type { Caller } from './caller.ts';
import type { HttpApp } from './http-app.ts';
import type { OriginPolicy } from './origin-policy.ts';
import { type Permits, refuseUnless } from './permits.ts';
import type { RequestLimits } from './request-limits.ts';
import { matchedRoute } from './matched-route.ts';
import { onceKnown, settled } from './settled.ts';

/** At once where it is known already who that is: most of the time. */
export type Authenticate = (headers: IncomingHttpHeaders) => Caller | null | Promise<Caller | null>;

export interface GuardOptions {
  authenticate: Authenticate;
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
  app.addHook(
    'onRequest',
    settled((request: FastifyRequest, reply: FastifyReply) => {
      const { config } = matchedRoute(request);
      if (config.part === 'machine') refuseOtherSpelling(request);
      if (isApi(request)) {
        void reply.header('cache-control', 'no-store');
        if (!request.is404) refuseForeignWrite(request, origins);
      }
      const caller = isForAnyone(request) ? null : authenticate(request.headers);
      return onceKnown(caller, (found) => {
        request.caller = found;
        return onceKnown(isApi(request) ? limits.count(request) : undefined, () => judgeCaller(request, permits));
      });
    }),
  );
}

function isForAnyone(request: FastifyRequest): boolean {
  return request.is404 || matchedRoute(request).config.public === true;
}

function judgeCaller(request: FastifyRequest, permits: Permits): void {
  refuseOtherUser(request);
  if (request.caller) refuseUnless(request.caller, matchedRoute(request).config.operation ?? {}, permits);
  else if (!isForAnyone(request)) throw new ApiError('unauthenticated', 'Log in, then try again.');
}

/** Behind the schemas: what a request asks for by its body. */
export function guardBodies(app: HttpApp, permits: Permits): void {
  app.addHook(
    'preHandler',
    settled((request: FastifyRequest) => {
      const { operation } = matchedRoute(request).config;
      if (!operation?.needsOf || !request.caller) return;
      // Parsed by the schema of the operation, which its function is written for.
      for (const needs of operation.needsOf(request.body as never)) {
        refuseUnless(request.caller, { needs, whileRestricted: true }, permits);
      }
    }),
  );
}

/** Whether the request is one to the API: every one whose route does not say otherwise. */
export function isApi(request: FastifyRequest): boolean {
  return (matchedRoute(request).config.part ?? 'api') === 'api';
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

function refuseOtherSpelling(request: FastifyRequest): void {
  const spelled = request.raw.url?.split('?', 1)[0];
  if (spelled !== matchedRoute(request).url) throw new ApiError('not-found', 'There is nothing at this address.');
}

/** Only a browser adds a cookie by itself, so only without an `Authorization` header can a foreign page be at work. */
function refuseForeignWrite(request: FastifyRequest, origins: OriginPolicy): void {
  if (safeMethods.has(request.method) || request.headers.authorization !== undefined) return;
  if (!origins.allowsWrite(request.headers)) {
    throw new ApiError('origin-not-allowed', 'This page may not do that here. ALLOWED_ORIGINS can name its origin.');
  }
}
