import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/index.ts';
import { cookieNames, isHttps } from './credentials.ts';

/**
 * As long as browsers keep any cookie. When a session ends the server decides: one that is in use on a socket lasts on
 * without an answer that could renew its cookie.
 */
export const cookieSeconds = 400 * 86_400;

type Settings = Pick<Config, 'publicUrl'>;

export function setSessionCookie(
  settings: Settings,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): void {
  const { name, secure } = cookieFor(settings, request);
  void reply.setCookie(name, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: cookieSeconds,
  });
}

export function clearSessionCookie(settings: Settings, request: FastifyRequest, reply: FastifyReply): void {
  const { name, secure } = cookieFor(settings, request);
  void reply.clearCookie(name, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

function cookieFor({ publicUrl }: Settings, request: FastifyRequest): { name: string; secure: boolean } {
  const secure = isSecure({ publicUrl }, request);
  return { name: secure ? cookieNames.https : cookieNames.http, secure };
}

export function isSecure({ publicUrl }: Pick<Config, 'publicUrl'>, request: FastifyRequest): boolean {
  return isHttps(publicUrl) || request.protocol === 'https';
}
