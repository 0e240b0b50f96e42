import type { FastifyReply, FastifyRequest } from 'fastify';
import { readHostCookie } from '../accounts/index.ts';
import { flowSeconds, secret } from './flows.ts';

/** Bound to https and to this very host where it can be, as that of the session is (A45). */
const names = { https: '__Host-confab-oidc', http: 'confab-oidc' } as const;
const shape = /^[\w-]{43}$/;

/** Null where the browser has begun nothing. */
export function readFlowCookie(request: FastifyRequest, publicUrl: string): string | null {
  const value = readHostCookie(request.headers.cookie, names, { publicUrl });
  return value !== null && shape.test(value) ? value : null;
}

/** Tabs of one browser share it: each may have begun a log-in of its own. */
export function keepFlowCookie(request: FastifyRequest, reply: FastifyReply, publicUrl: string): string {
  const value = readFlowCookie(request, publicUrl) ?? secret();
  const secure = publicUrl.startsWith('https:');
  void reply.setCookie(secure ? names.https : names.http, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure,
    maxAge: flowSeconds,
  });
  return value;
}
