import { oidcOperations } from '@confab/protocol';
import { ApiError, type HttpApp, implement, type Routes } from '../http/index.ts';
import type { OidcProvider } from './provider.ts';

/** Whom a provider logs out: one session of theirs there, or all that is theirs. */
export interface LoggedOut {
  subject: string | null;
  sid: string | null;
}

const event = 'http://schemas.openid.net/event/backchannel-logout';
const bodyBytesMax = 32_768;
const toleranceSeconds = 30;
/** Of those that were delayed on the way no more is expected: a token that lies around does for nothing. */
const maxAgeSeconds = 300;

/** Checks it as the specification of back-channel log-out has it (2.6). */
export async function readLogOutToken(token: string, provider: OidcProvider, clientId: string): Promise<LoggedOut> {
  const { issuer, keys } = await provider.keys();
  const { jwtVerify, errors } = await import('jose');
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      clockTolerance: toleranceSeconds,
      maxTokenAge: maxAgeSeconds,
      requiredClaims: ['iat', 'exp', 'jti', 'events'],
      algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
    });
    const { sub, sid, events, nonce } = payload;
    const isLogOut = typeof events === 'object' && events !== null && Object.hasOwn(events, event);
    const said = { subject: sub ?? null, sid: typeof sid === 'string' ? sid : null };
    // An ID token has a nonce: none of those is taken for this.
    if (!isLogOut || nonce !== undefined || (said.subject === null && said.sid === null)) throw new errors.JWTInvalid();
    return said;
  } catch (cause) {
    throw new ApiError('sign-in-failed', 'This is no log-out token for this place.', { cause });
  }
}

/** A form and not JSON, as providers send it. */
export function backChannel(logOut: (provider: string, token: string) => Promise<void>): Routes {
  const route = implement(oidcOperations.endOidcSessions, ({ params, body }) =>
    logOut(params.provider, body.logout_token),
  );
  return async (app) => {
    await app.register(async (inner) => {
      // The same app with another parser, which Fastify's types do not say.
      const scope = inner as unknown as HttpApp;
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string', bodyLimit: bodyBytesMax },
        (_request, body, parsed) => parsed(null, Object.fromEntries(new URLSearchParams(String(body)))),
      );
      await route(scope);
    });
  };
}
