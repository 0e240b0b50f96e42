import { type Logger, type Metrics, withoutSecrets } from '../monitoring/index.ts';
import type { HttpApp } from './http-app.ts';

/** Asked every few seconds by the machines that watch: their lines would hide those of people. */
const watchers = new Set(['/healthz', '/readyz', '/metrics']);

/** One line and one measurement for each request, when its answer is out. */
export function logRequests(app: HttpApp, metrics: Metrics, logger: Logger): void {
  const isLogged = logger.isLevelEnabled('info');
  app.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'page';
    const status = reply.statusCode;
    metrics.observeRequest({ method, route, status, seconds: reply.elapsedTime / 1_000 });
    if (isLogged && !(watchers.has(route) && status === 200)) {
      const url = withoutSecrets(request.url);
      request.log.info({ method, route, url, status, durationMs: Math.round(reply.elapsedTime * 10) / 10 }, 'request');
    }
    done();
  });
}
