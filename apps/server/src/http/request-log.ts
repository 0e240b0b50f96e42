import { type Logger, type Metrics, pathForLog } from '../monitoring/index.ts';
import type { HttpApp } from './http-app.ts';
import { matchedRoute } from './matched-route.ts';

/** Asked every few seconds by the machines that watch: their lines would hide those of people. */
const watchers = new Set(['/healthz', '/readyz', '/metrics']);

/** One line and one measurement for each request, when its answer is out. */
export function logRequests(app: HttpApp, metrics: Metrics, logger: Logger): void {
  const isLogged = logger.isLevelEnabled('info');
  app.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const { url: pattern, config } = matchedRoute(request);
    // Of pages, and of what is no address here, there are as many as people can think of.
    const route = pattern === undefined || config.catchAll === true ? (config.part ?? 'unknown') : pattern;
    const status = reply.statusCode;
    const elapsedMs = reply.elapsedTime;
    metrics.observeRequest({ method, route, status, seconds: elapsedMs / 1_000 });
    if (isLogged && !(watchers.has(route) && status === 200)) {
      const durationMs = Math.round(elapsedMs * 10) / 10;
      // Not by `request.log`, which would be made for this one line.
      logger.info({ reqId: request.id, method, route, url: pathForLog(request.url), status, durationMs }, 'request');
    }
    done();
  });
}

/** Every answer says what our log calls the request. */
export function nameRequests(app: HttpApp): void {
  app.decorateRequest('route', null);
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
}
