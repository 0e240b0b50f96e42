import { oidcOperations } from '@confab/protocol';
import type { Config, OidcConfig } from '../config/index.ts';
import type { Feature } from '../feature.ts';
import { ApiError, implement } from '../http/index.ts';
import { backChannel } from './back-channel.ts';
import { type OidcContext as LogInContext, OidcLogIn, providerId } from './oidc-log-in.ts';

export interface OidcContext extends LogInContext {
  /** Null: nobody logs in so. */
  oidcSettings: OidcConfig | null;
}

/** What the log-in page offers. */
export function providersOf({ oidc: settings }: Pick<Config, 'oidc'>): { id: string; name: string }[] {
  return settings === null ? [] : [{ id: providerId, name: settings.name }];
}

/** Logging in with a provider of OpenID Connect (decision 0047). */
export function oidc(house: OidcContext): Feature {
  const { oidcSettings: settings, accounts } = house;
  const logIn = settings && new OidcLogIn(house, settings);
  const must = (): OidcLogIn => {
    if (logIn) return logIn;
    throw new ApiError('not-found', 'Nobody logs in with a provider here.');
  };
  return {
    name: 'oidc',
    ...(logIn && { offers: ['oidc', 'provider-links'] }),
    routes: [
      implement(oidcOperations.startOidc, ({ params, body, request, reply }) =>
        must().begin({ request, reply }, { provider: params.provider, to: body.to, userId: null }),
      ),
      implement(oidcOperations.linkOidc, async ({ params, body, caller, request, reply }) => {
        await accounts.provePerson(caller, body.currentPassword);
        return await must().begin(
          { request, reply },
          { provider: params.provider, to: body.to, userId: caller.userId },
        );
      }),
      implement(oidcOperations.unlinkOidc, async ({ params, body, caller, request }) => {
        const own = must();
        await accounts.provePerson(caller, body.currentPassword);
        await own.disconnect(params.provider, caller, request);
      }),
      implement(oidcOperations.getMyProviders, async ({ caller }) => {
        const proof = await accounts.wantedProof(caller);
        if (!settings || !logIn) return { providers: [], canDisconnect: false, proof };
        const { isConnected, hasOtherWay } = await accounts.identities.ofPerson(caller.userId, logIn.provider);
        return { providers: [{ id: providerId, name: settings.name, isConnected }], canDisconnect: hasOtherWay, proof };
      }),
      implement(oidcOperations.finishOidc, ({ body, request, reply }) =>
        must().finish({ request, reply }, body.answer),
      ),
      implement(oidcOperations.getOidcLogOut, async ({ params }) => ({
        url: logIn ? await logIn.logOutPage(params.provider) : null,
      })),
      backChannel((provider, token) => must().endSessions(provider, token)),
    ],
  };
}
