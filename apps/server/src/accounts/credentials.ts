import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config/index.ts';
import { readCookie } from './read-cookie.ts';

export type Credential = { kind: 'session' | 'jwt'; token: string; carrier: 'header' | 'cookie' };

/** `__Host-` binds a cookie to https and to this very host: a neighbouring subdomain can't plant one. */
export const cookieNames = { https: '__Host-confab-session', http: 'confab-session' } as const;

const sessionToken = /^[A-Za-z0-9_-]{16,128}$/;
const jwtShape = /^[\w-]{1,512}\.[\w-]{1,2048}\.[\w-]{1,512}$/;

type Settings = Pick<Config, 'publicUrl'>;

/** What the request shows. An `Authorization` header that is no good is not made up for by a cookie. */
export function readCredential(headers: IncomingHttpHeaders, settings: Settings): Credential | null {
  const { authorization, cookie } = headers;
  if (authorization !== undefined) {
    const token = /^bearer +(\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) return null;
    if (sessionToken.test(token)) return { kind: 'session', token, carrier: 'header' };
    return jwtShape.test(token) ? { kind: 'jwt', token, carrier: 'header' } : null;
  }
  const token = readHostCookie(cookie, cookieNames, settings);
  return token !== null && sessionToken.test(token) ? { kind: 'session', token, carrier: 'cookie' } : null;
}

/**
 * On https the plain name counts for nothing: whoever has a page on a neighbouring subdomain could have planted it, and
 * with it their own session (A45). Without `PUBLIC_URL` a proxy may or may not speak https: then both names are read.
 */
export function readHostCookie(
  header: string | undefined,
  names: { https: string; http: string },
  { publicUrl }: Settings,
): string | null {
  if (header === undefined) return null;
  const bound = readCookie(header, names.https);
  if (bound !== undefined || isHttps(publicUrl)) return bound ?? null;
  return readCookie(header, names.http) ?? null;
}

export function isHttps(publicUrl: string | undefined): boolean {
  return publicUrl?.startsWith('https:') === true;
}
