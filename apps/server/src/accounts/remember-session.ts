import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccountsContext } from './accounts-context.ts';
import { setDeviceCookie } from './device-cookie.ts';
import { setSessionCookie } from './session-cookie.ts';

/** The browser has the session from here on, and is known to the account. */
export function rememberSession(
  context: Pick<AccountsContext, 'config' | 'devices'>,
  exchange: { request: FastifyRequest; reply: FastifyReply },
  { token, userId }: { token: string; userId: string },
): void {
  setSessionCookie(context.config, exchange.request, exchange.reply, token);
  setDeviceCookie(context, exchange, userId);
}
