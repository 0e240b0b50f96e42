import { type Logger, type Metrics, pathForLog } from '../monitoring/index.ts';
import type { HttpApp } from './http-app.ts';

/** Asked every few seconds by the machines that watch: their lines would hide those of people. */
const watchers = new Set(['/healthz', '/readyz', '/metrics']);

/** One line and one measurement for each request, when its answer is out. */
export function logRequests(app: HttpApp, metrics: Metrics, logger: Logger): void {
  const isLogged = logger.isLevelEnabled('info');
  app.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const { url: pattern, config } = request.routeOptions;
    // Of pages, and of what is no address here, there are as many as people can think of.
    const route = pattern === undefined || config.catchAll === true ? (config.part ?? 'unknown') : pattern;
    const status = reply.statusCode;
    metrics.observeRequest({ method, route, status, seconds: reply.elapsedTime / 1_000 });
    if (isLogged && !(watchers.has(route) && status === 200)) {
      request.log.info(
        { method, route, url: pathForLog(request.url), status, durationMs: Math.round(reply.elapsedTime * 10) / 10 },
        'request',
      );
    }
    done();
  });
}
