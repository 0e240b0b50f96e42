import type { HttpApp } from './http-app.ts';
import type { Metrics } from '../monitoring/index.ts';

/** Resolves while the thing that it is named after answers. */
export type ReadinessCheck = () => Promise<void>;

export interface HealthOptions {
  metrics: Metrics;
  checks: Readonly<Record<string, ReadinessCheck>>;
  isStopping: () => boolean;
}

/** For the machines that watch the process. Nothing here is about people, and nothing asks who calls. */
export function addHealthRoutes(app: HttpApp, { metrics, checks, isStopping }: HealthOptions): void {
  const options = { schema: { hide: true } };
  app.get('/healthz', options, (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  app.get('/readyz', options, async (request, reply) => {
    const failed: string[] = isStopping() ? ['stopping'] : [];
    for (const [name, check] of Object.entries(checks)) {
      await check().catch((error: unknown) => {
        request.log.warn({ err: error, check: name }, 'not ready');
        failed.push(name);
      });
    }
    const isReady = failed.length === 0;
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(isReady ? { status: 'ok' } : { status: 'unavailable', failed });
  });

  app.get('/metrics', options, async (_request, reply) =>
    reply
      .type(metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.render()),
  );
}
