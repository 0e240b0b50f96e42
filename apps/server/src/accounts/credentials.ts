import type { IncomingHttpHeaders } from 'node:http';

export type Credential = { kind: 'session' | 'jwt'; token: string; carrier: 'header' | 'cookie' };

/** `__Host-` binds a cookie to https and to this very host: a neighbouring subdomain can't plant one. */
export const cookieNames = { https: '__Host-confab-session', http: 'confab-session' } as const;

const sessionToken = /^[A-Za-z0-9_-]{16,128}$/;
const jwtShape = /^[\w-]{1,512}\.[\w-]{1,2048}\.[\w-]{1,512}$/;

/** What the request shows. An `Authorization` header that is no good is not made up for by a cookie. */
export function readCredential(headers: IncomingHttpHeaders): Credential | null {
  const { authorization, cookie } = headers;
  if (authorization !== undefined) {
    const token = /^bearer +(\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) return null;
    if (sessionToken.test(token)) return { kind: 'session', token, carrier: 'header' };
    return jwtShape.test(token) ? { kind: 'jwt', token, carrier: 'header' } : null;
  }
  const token = cookie === undefined ? undefined : readSessionCookie(cookie);
  return token !== undefined && sessionToken.test(token) ? { kind: 'session', token, carrier: 'cookie' } : null;
}

function readSessionCookie(header: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim());
  for (const name of [cookieNames.https, cookieNames.http]) {
    const found = pairs.find((pair) => pair.startsWith(`${name}=`));
    if (found !== undefined) return found.slice(name.length + 1);
  }
  return undefined;
}
