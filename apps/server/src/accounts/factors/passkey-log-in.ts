import type { IncomingHttpHeaders } from 'node:http';
import type { PasskeyAssertion, PasskeyRequest } from '@confab/protocol';
import { ApiError } from '../../http/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import { comesByProviderAlone } from '../identities/takes-password.ts';
import { finishLogIn, logInOver } from './finish-log-in.ts';
import type { LogInEnd } from './first-factor.ts';
import { noParty, verifyAssertion } from './passkey-ceremony.ts';
import { requestPasskey } from './passkey-request.ts';
import { relyingPartyOf } from './relying-party.ts';
import type { Exchange } from './step-cookie.ts';

const purpose = 'log in';

/** Of nobody in particular: it tells of no account. */
export function startPasskeyLogIn({ config, factors }: AccountsContext, headers: IncomingHttpHeaders): PasskeyRequest {
  const party = relyingPartyOf(config, headers);
  if (!party) throw noParty();
  return requestPasskey(party, { challenge: factors.challenges.make(purpose), passkeys: null });
}

/**
 * A passkey alone, which is two factors: what one has, and who one is or what one knows, which the device asked for. Of whoever comes by a
 * provider alone it is a second step: only the provider knows whether they are still there.
 */
export async function logInWithPasskey(
  context: AccountsContext,
  exchange: Exchange,
  assertion: PasskeyAssertion,
): Promise<LogInEnd> {
  const { challenges } = context.factors;
  let challenge = '';
  const { userId } = await verifyAssertion(context, exchange.request.headers, {
    assertion,
    userId: null,
    mustVerify: true,
    isRight(given) {
      challenge = given;
      return challenges.isRight(given, purpose);
    },
  });
  if (!(await challenges.spend(challenge))) throw logInOver();
  if (await comesByProviderAlone(context.storage.db, userId)) throw providerFirst(context.config);
  return await finishLogIn(context, exchange, { userId, method: 'passkey', isBoth: true });
}

function providerFirst({ oidc }: AccountsContext['config']): ApiError {
  return new ApiError(
    'provider-first',
    oidc
      ? `Log in with ${oidc.name}, which says who may come in. Your passkey is the second step.`
      : 'You came by a provider that this place has given up. Ask whoever runs it for a link.',
  );
}
