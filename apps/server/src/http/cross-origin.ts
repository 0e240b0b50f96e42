import fastifyCors from '@fastify/cors';
import type { Config } from '../config/index.ts';
import type { HttpApp } from './http-app.ts';

const exposed = ['retry-after', 'x-request-id'];

/** Only where origins are configured; with none there is no CORS header at all. */
export async function allowOrigins(app: HttpApp, { allowedOrigins }: Pick<Config, 'allowedOrigins'>): Promise<void> {
  if (allowedOrigins.length === 0) return;
  await app.register(fastifyCors, {
    origin: [...allowedOrigins],
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'confab-user', 'content-type'],
    exposedHeaders: exposed,
    maxAge: 600,
  });
}
