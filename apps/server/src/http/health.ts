import type { HttpApp } from './http-app.ts';
import type { Metrics } from '../monitoring/index.ts';

/** Resolves while the thing that it is named after answers. */
export type ReadinessCheck = () => Promise<void>;

export interface ReadinessChecks {
  /** Without these nothing can be served. */
  needed: Readonly<Record<string, ReadinessCheck>>;
  /** Without these everything is served, slower: no reason to send people elsewhere, where it may be the same. */
  useful: Readonly<Record<string, ReadinessCheck>>;
}

export interface HealthOptions {
  metrics: Metrics;
  checks: ReadinessChecks;
  isStopping: () => boolean;
}

/** For the machines that watch the process. Nothing here is about people, and nothing asks who calls. */
export function addHealthRoutes(app: HttpApp, { metrics, checks, isStopping }: HealthOptions): void {
  const options = { config: { public: true, part: 'machine' as const }, schema: { hide: true } };
  app.get('/healthz', options, (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  app.get('/readyz', options, async (request, reply) => {
    const onFailure = (name: string, error: unknown): void =>
      request.log.warn({ err: error, check: name }, 'not ready');
    const [needed, useful] = await Promise.all([
      findFailing(checks.needed, onFailure),
      findFailing(checks.useful, onFailure),
    ]);
    const isReady = needed.length === 0 && !isStopping();
    const failed = [...(isStopping() ? ['stopping'] : []), ...needed, ...useful];
    const status = isReady ? 'degraded' : 'unavailable';
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(failed.length === 0 ? { status: 'ok' } : { status, failed });
  });

  app.get('/metrics', options, async (_request, reply) =>
    reply
      .type(metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.render()),
  );
}

async function findFailing(
  checks: Readonly<Record<string, ReadinessCheck>>,
  onFailure: (name: string, error: unknown) => void,
): Promise<string[]> {
  const answers = Object.entries(checks).map(async ([name, check]) => {
    try {
      await check();
      return [];
    } catch (error) {
      onFailure(name, error);
      return [name];
    }
  });
  return (await Promise.all(answers)).flat();
}
