import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccountsContext } from './accounts-context.ts';
import { readHostCookie } from './credentials.ts';
import { cookieSeconds, isSecure } from './session-cookie.ts';

const names = { https: '__Host-confab-device', http: 'confab-device' } as const;

type Context = Pick<AccountsContext, 'config' | 'devices'>;

export function readDeviceCookie({ config }: Pick<Context, 'config'>, request: FastifyRequest): string | null {
  return readHostCookie(request.headers.cookie, names, config);
}

/** Lets this device past what strangers do to the account's log-in, and it is not taken for a new one. */
export function setDeviceCookie(
  { config, devices }: Context,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  userId: string,
): void {
  const secure = isSecure(config, request);
  void reply.setCookie(
    secure ? names.https : names.http,
    devices.remember(readDeviceCookie({ config }, request), userId),
    {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure,
      maxAge: cookieSeconds,
    },
  );
}
