import fastifyCors from '@fastify/cors';
import type { Config } from '../config/index.ts';
import type { HttpApp } from './http-app.ts';

/** What clients of tus say and read, beside what all do. */
const asked = ['tus-resumable', 'upload-length', 'upload-metadata', 'upload-offset'];
const exposed = ['retry-after', 'x-request-id', 'location', 'tus-resumable', 'upload-length', 'upload-offset'];

/** Only where origins are configured; with none there is no CORS header at all. */
export async function allowOrigins(app: HttpApp, { allowedOrigins }: Pick<Config, 'allowedOrigins'>): Promise<void> {
  if (allowedOrigins.length === 0) return;
  await app.register(fastifyCors, {
    origin: [...allowedOrigins],
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'confab-user', 'content-type', ...asked],
    exposedHeaders: exposed,
    maxAge: 600,
  });
}
