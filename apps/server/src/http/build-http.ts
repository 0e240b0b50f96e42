import type { IncomingHttpHeaders } from 'node:http';
import { fileURLToPath } from 'node:url';
import fastifyCookie from '@fastify/cookie';
import { fastify } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { RateStore } from '../bus/rate-store.ts';
import type { Config } from '../config/index.ts';
import type { Logger, Metrics } from '../monitoring/index.ts';
import { ApiError } from './api-error.ts';
import { appOptions } from './app-options.ts';
import type { Caller } from './caller.ts';
import { allowOrigins } from './cross-origin.ts';
import { addDocsPage } from './docs-page.ts';
import { guardApi, isApiPath } from './guard.ts';
import { addHealthRoutes, type ReadinessChecks } from './health.ts';
import type { HttpApp } from './http-app.ts';
import { rememberPaths } from './not-found.ts';
import { describeApi } from './openapi.ts';
import { createOriginPolicy, type OriginPolicy } from './origin-policy.ts';
import { sendProblem } from './problem.ts';
import { logRequests } from './request-log.ts';
import { createRequestLimits, type RequestLimits } from './request-limits.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { describeSockets } from './socket-addresses.ts';
import { toApiError } from './to-api-error.ts';
import { refuseUnknownFields } from './unknown-fields.ts';
import { serveWebApp } from './web-app.ts';

export interface HttpOptions {
  config: Config;
  logger: Logger;
  metrics: Metrics;
  authenticate: (headers: IncomingHttpHeaders) => Promise<Caller | null>;
  /** What `/readyz` asks, by name. */
  readiness: ReadinessChecks;
  isStopping: () => boolean;
  /** The built web app; `apps/web/dist` if left out. */
  webFolder?: string | undefined;
  /** Where limits are counted; in this process alone if left out. */
  rateStore?: RateStore | undefined;
  /** Hold every answer against its schema, which costs time: for tests. */
  checkAnswers?: boolean | undefined;
}

export interface Http {
  app: HttpApp;
  origins: OriginPolicy;
  limits: RequestLimits;
}

const defaultWebFolder = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** Everything of HTTP that is no feature. Features add their routes to `app` before it listens. */
export async function buildHttp(options: HttpOptions): Promise<Http> {
  const { config, logger, metrics } = options;
  const app: HttpApp = fastify({ ...appOptions(config), loggerInstance: logger }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  // Every answer is typed where it is made; its schema is there for the document and the tests.
  app.setSerializerCompiler(options.checkAnswers ? serializerCompiler : () => (data) => JSON.stringify(data));
  app.setErrorHandler((error, request, reply) => {
    const known = toApiError(error);
    if (!known || known.status >= 500) request.log.error({ err: error }, 'request failed');
    return sendProblem(reply, known ?? new ApiError('internal', 'It is our fault, and it is in the server’s log.'));
  });
  // A page of somebody else can send text/plain without asking; application/json takes a preflight.
  app.removeContentTypeParser('text/plain');
  const refuseUnknown = rememberPaths(app);
  logRequests(app, metrics, logger);
  setSecurityHeaders(app, config);
  await allowOrigins(app, config);
  await app.register(fastifyCookie);
  const limits = await createRequestLimits(app, config.rateLimits, options.rateStore);
  const origins = createOriginPolicy(config);
  guardApi(app, { authenticate: options.authenticate, origins, limits });
  refuseUnknownFields(app);
  await describeApi(app);
  describeSockets(app);
  addHealthRoutes(app, { metrics, checks: options.readiness, isStopping: options.isStopping });
  addDocsPage(app);
  const answerPage = await serveWebApp(app, options.webFolder ?? defaultWebFolder);
  app.setNotFoundHandler((request, reply) =>
    isApiPath(request.url) ? refuseUnknown(request, reply) : answerPage(request, reply),
  );
  return { app, origins, limits };
}
