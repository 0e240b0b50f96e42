import type { FastifyReply, FastifyRequest } from 'fastify';
import { logInChallengeSchema } from '@confab/protocol';
import type { Config } from '../../config/index.ts';
import { readHostCookie } from '../credentials.ts';
import { isSecure } from '../session-cookie.ts';

const names = { https: '__Host-confab-log-in', http: 'confab-log-in' } as const;

type Settings = Pick<Config, 'publicUrl'>;
export interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
}

/** For the page to which another log-in leads back: no token stands in an address. */
export function setStepCookie(settings: Settings, { request, reply }: Exchange, token: string, maxAge: number): void {
  const { name, options } = cookieFor(settings, request);
  void reply.setCookie(name, token, { ...options, maxAge });
}

export function clearStepCookie(settings: Settings, { request, reply }: Exchange): void {
  if (readStepCookie(settings, request) === null) return;
  const { name, options } = cookieFor(settings, request);
  void reply.clearCookie(name, options);
}

export function readStepCookie(settings: Settings, { headers }: FastifyRequest): string | null {
  const token = logInChallengeSchema.safeParse(readHostCookie(headers.cookie, names, settings));
  return token.success ? token.data : null;
}

function cookieFor(settings: Settings, request: FastifyRequest) {
  const secure = isSecure(settings, request);
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
  return { name: secure ? names.https : names.http, options };
}
