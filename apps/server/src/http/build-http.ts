import type { IncomingHttpHeaders } from 'node:http';
import { fileURLToPath } from 'node:url';
import fastifyCookie from '@fastify/cookie';
import { fastify, type FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { RateStore } from '../bus/rate-store.ts';
import type { Config } from '../config/index.ts';
import type { Logger, Metrics } from '../monitoring/index.ts';
import { ApiError } from './api-error.ts';
import { appOptions } from './app-options.ts';
import type { Caller, SessionName } from './caller.ts';
import { createProxyTest } from './client-address.ts';
import { compressAnswers } from './compress-answers.ts';
import { createBoundedServer } from './create-server.ts';
import { allowOrigins } from './cross-origin.ts';
import { addDocsPage } from './docs-page.ts';
import { type Authenticate, guardBodies, guardRoutes } from './guard.ts';
import { addHealthRoutes, type ReadinessChecks } from './health.ts';
import type { HttpApp } from './http-app.ts';
import { refuseUnknownPaths } from './not-found.ts';
import { mayRefuseWith } from './operation-errors.ts';
import { describeApi } from './openapi.ts';
import type { OriginPolicy } from './origin-policy.ts';
import type { Permits } from './permits.ts';
import { sendProblem } from './problem.ts';
import { endLongAnswers } from './long-answers.ts';
import { logRequests, nameRequests } from './request-log.ts';
import { addressOf, createRequestLimits, type RequestLimits } from './request-limits.ts';
import { securityHeaders } from './security-headers.ts';
import { makeRequestLoggersLate } from './request-logger.ts';
import { matchedRoute } from './matched-route.ts';
import { describeSockets } from './socket-addresses.ts';
import { toApiError } from './to-api-error.ts';
import { refuseUnknownFields } from './unknown-fields.ts';
import { boundUnsentAnswers } from './unsent-answers.ts';
import { answerFiles, readWebFiles, servePages } from './web-app.ts';

export interface HttpOptions {
  config: Config;
  logger: Logger;
  metrics: Metrics;
  authenticate: Authenticate;
  /** Whose a session is by now, and as what: asked again while a long answer is sent. */
  liveCaller: (session: SessionName) => Promise<Caller | null>;
  /** Whether a role has what an operation needs. */
  permits: Permits;
  /** Whether a request shows a session at all, which only chooses the page that it gets. */
  showsSession: (headers: IncomingHttpHeaders) => boolean;
  /** Nobody has an account yet: visitors are asked to make the first. No more is given away. */
  isEmpty: () => Promise<boolean>;
  /** What the place is called now: the page says it. */
  placeName: () => string;
  origins: OriginPolicy;
  /** What `/readyz` asks, by name. */
  readiness: ReadinessChecks;
  isStopping: () => boolean;
  /** The built web app; `apps/web/dist` if left out. */
  webFolder?: string | undefined;
  /** Where limits are counted; in this process alone if left out. */
  rateStore?: RateStore | undefined;
  /** Hold every answer against what its operation declares, which costs time: for tests. */
  checkAnswers?: boolean | undefined;
}

export interface Http {
  app: HttpApp;
  limits: RequestLimits;
  /** Every route, once it was added. */
  routes: readonly KnownRoute[];
}

const defaultWebFolder = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** Everything of HTTP that is no feature. Features add their routes to `app` before it listens. */
export async function buildHttp(options: HttpOptions): Promise<Http> {
  const { config, logger, metrics } = options;
  const folder = options.webFolder ?? defaultWebFolder;
  const { showsSession, isEmpty, placeName } = options;
  const web = readWebFiles({
    folder,
    publicUrl: config.publicUrl,
    hasMail: config.smtpUrl !== undefined,
    showsSession,
    isEmpty,
    placeName,
  });
  const answerFile = answerFiles(web);
  const isProxy = createProxyTest(config.trustedProxies);
  const app: HttpApp = fastify({
    ...appOptions(config),
    loggerInstance: logger,
    serverFactory: (handle) =>
      createBoundedServer(
        (request, response) => {
          if (!answerFile(request, response)) handle(request, response);
        },
        {
          isExempt: (address) => !config.rateLimits || isProxy(address),
          commonHeaders: securityHeaders(config),
        },
      ),
  }).withTypeProvider<ZodTypeProvider>();
  makeRequestLoggersLate(app.log);
  app.setValidatorCompiler(validatorCompiler);
  // Every answer is typed where it is made; its schema is there for the document and the tests.
  app.setSerializerCompiler(options.checkAnswers ? serializerCompiler : () => (data) => JSON.stringify(data));
  app.setErrorHandler((error, request, reply) => {
    const known = options.checkAnswers ? declaredOnly(request, toApiError(error)) : toApiError(error);
    if (!known || known.status >= 500) request.log.error({ err: error }, 'request failed');
    return sendProblem(reply, known ?? new ApiError('internal', 'It is our fault, and it is in the server’s log.'));
  });
  // A page of somebody else can send text/plain without asking; application/json takes a preflight.
  app.removeContentTypeParser('text/plain');
  const routes = collectRoutes(app);
  logRequests(app, metrics, logger);
  nameRequests(app);
  await allowOrigins(app, config);
  // Cookies are read by `readCookie`; this one only writes them.
  await app.register(fastifyCookie, { hook: false });
  const limits = createRequestLimits(config.rateLimits, options.rateStore);
  const { authenticate, liveCaller, permits, origins } = options;
  guardRoutes(app, { authenticate, permits, origins, limits });
  guardBodies(app, permits);
  endLongAnswers(app, { liveCaller, permits });
  refuseUnknownPaths(app);
  refuseUnknownFields(app);
  if (config.rateLimits) boundUnsentAnswers(app, addressOf);
  compressAnswers(app);
  await describeApi(app);
  await describeSockets(app);
  addHealthRoutes(app, { metrics, checks: options.readiness, isStopping: options.isStopping });
  addDocsPage(app);
  servePages(app, web);
  return { app, limits, routes };
}

/** A refusal that an operation does not declare is a fault: clients and the description of the API do not know of it. */
function declaredOnly(request: FastifyRequest, error: ApiError | null): ApiError | null {
  const { operation } = matchedRoute(request).config;
  if (!operation || !error || mayRefuseWith(operation, error.code)) return error;
  return new ApiError('internal', `${operation.id} does not declare ${error.code}.`, { cause: error });
}

export interface KnownRoute {
  method: string;
  /** With `:name` for what varies. */
  url: string;
  isPublic: boolean;
  part: 'api' | 'page' | 'machine';
}

function collectRoutes(app: HttpApp): KnownRoute[] {
  const routes: KnownRoute[] = [];
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const name of [method].flat()) {
      routes.push({ method: name, url, isPublic: config?.public === true, part: config?.part ?? 'api' });
    }
  });
  return routes;
}
