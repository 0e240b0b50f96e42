import type { IncomingHttpHeaders } from 'node:http';
import type { PasskeyAssertion, PasskeyAttestation } from '@confab/protocol';
import { ApiError } from '../../http/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import type { FactorTables } from './factor-tables.ts';
import { type RelyingParty, relyingPartyOf } from './relying-party.ts';

// Loaded when somebody has a passkey: a server starts without it.
const library = () => import('@simplewebauthn/server');

export interface ShownPasskey {
  assertion: PasskeyAssertion;
  /** Whose it must be; null: anybody's, who are found by it. */
  userId: string | null;
  /** The challenge was ours, for this. */
  isRight: (challenge: string) => boolean;
  /** The device must have asked who it is: then it is two factors. */
  mustVerify: boolean;
}

/** Whose passkey it is. Throws where it is none, or was made for something else. */
export async function verifyAssertion(
  context: AccountsContext,
  headers: IncomingHttpHeaders,
  { assertion, userId, isRight, mustVerify }: ShownPasskey,
): Promise<{ userId: string }> {
  const { factors, config, now } = context;
  const party = relyingPartyOf(config, headers);
  const row = await factors.db
    .selectFrom('passkeys')
    .selectAll()
    .where('credential_id', '=', assertion.id)
    .executeTakeFirst();
  if (!party || !row || (userId !== null && row.user_id !== userId)) throw refused();
  const { verifyAuthenticationResponse } = await library();
  const checked = await verifyAuthenticationResponse({
    response: {
      ...nameless(assertion.id),
      response: {
        clientDataJSON: assertion.clientDataJSON,
        authenticatorData: assertion.authenticatorData,
        signature: assertion.signature,
      },
    },
    expectedChallenge: isRight,
    expectedOrigin: party.origins,
    expectedRPID: party.id,
    requireUserVerification: false,
    credential: {
      id: row.credential_id,
      publicKey: new Uint8Array(Buffer.from(row.public_key, 'base64url')),
      counter: row.counter,
    },
  }).catch(() => null);
  if (!checked?.verified) throw refused();
  const { newCounter, userVerified } = checked.authenticationInfo;
  if (mustVerify && !userVerified) {
    throw new ApiError(
      'passkey-refused',
      'This passkey does not ask who uses it. Log in with your password: then it is the second step.',
    );
  }
  // Another number than that of the last time, or 0 where a device does not count: a copy of it shows by falling behind.
  const used = await factors.db
    .updateTable('passkeys')
    .set({ counter: newCounter, used_at: now() })
    .where('id', '=', row.id)
    .where('counter', '=', row.counter)
    .executeTakeFirst();
  if (used.numUpdatedRows === 0n) throw refused();
  return { userId: row.user_id };
}

export type NewCredential = Pick<
  FactorTables['passkeys'],
  'credential_id' | 'public_key' | 'counter' | 'transports' | 'rp_id'
>;

/** What is kept of a passkey that was made for us just now. */
export async function verifyAttestation(
  party: RelyingParty,
  { id, clientDataJSON, attestationObject, transports }: PasskeyAttestation,
  isRight: (challenge: string) => boolean,
): Promise<NewCredential> {
  const { verifyRegistrationResponse } = await library();
  const checked = await verifyRegistrationResponse({
    response: { ...nameless(id), response: { clientDataJSON, attestationObject } },
    expectedChallenge: isRight,
    expectedOrigin: party.origins,
    expectedRPID: party.id,
    // Without it, it is a second step and nothing more.
    requireUserVerification: false,
  }).catch(() => null);
  if (!checked?.verified || checked.registrationInfo.credential.id !== id) throw refused();
  const { publicKey, counter } = checked.registrationInfo.credential;
  return {
    credential_id: id,
    public_key: Buffer.from(publicKey).toString('base64url'),
    counter,
    transports: JSON.stringify(transports),
    rp_id: party.id,
  };
}

function nameless(id: string) {
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {} } as const;
}

export function refused(): ApiError {
  return new ApiError(
    'passkey-refused',
    'That passkey is not known here, or something is wrong with it. Log in another way.',
  );
}

export function noParty(): ApiError {
  return new ApiError(
    'forbidden',
    'There are no passkeys at this address: they need a name, such as chat.example.org.',
  );
}
