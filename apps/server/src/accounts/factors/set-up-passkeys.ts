import type { IncomingHttpHeaders } from 'node:http';
import type { Passkey, PasskeyAttestation, PasskeyCreation, Proof } from '@confab/protocol';
import { ApiError, type Caller } from '../../http/index.ts';
import { isUniqueViolation } from '../../storage/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import { makeId } from '../make-id.ts';
import { type AddedFactor, addFactor, removeFactor } from './change-factors.ts';
import { noParty, refused, verifyAttestation } from './passkey-ceremony.ts';
import { credentialOf } from './passkey-request.ts';
import { provePerson } from './prove-person.ts';
import { type PasskeyRow, readFactors } from './read-factors.ts';
import { relyingPartyOf } from './relying-party.ts';
import { challengeMs } from './signed-challenges.ts';

const passkeysMax = 20;
/** COSE's numbers for Ed25519, ECDSA with P-256 and RSA: one of them is known to every device. */
const algorithms = [-8, -7, -257];

export async function startPasskey(
  context: AccountsContext,
  caller: Caller,
  { headers, proof, placeName }: { headers: IncomingHttpHeaders; proof: Proof; placeName: string },
): Promise<PasskeyCreation> {
  const { config, factors, profiles } = context;
  const party = relyingPartyOf(config, headers);
  if (!party) throw noParty();
  await provePerson(context, caller, proof);
  const { userId } = caller;
  const { passkeys } = await readFactors(factors.db, userId);
  if (passkeys.length >= passkeysMax) throw tooMany();
  const { username, displayName } = await profiles.ownUser(userId);
  return {
    challenge: factors.challenges.make(purposeOf(caller)),
    rp: { id: party.id, name: placeName },
    user: { id: Buffer.from(userId).toString('base64url'), name: username, displayName },
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
    timeout: challengeMs,
    excludeCredentials: passkeys.filter(({ rp_id: id }) => id === party.id).map(credentialOf),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    attestation: 'none',
  };
}

export async function addPasskey(
  context: AccountsContext,
  caller: Caller,
  { headers, name, credential }: { headers: IncomingHttpHeaders; name: string; credential: PasskeyAttestation },
): Promise<AddedFactor<Passkey>> {
  const { config, factors, now } = context;
  const { userId } = caller;
  const party = relyingPartyOf(config, headers);
  if (!party) throw refused();
  let challenge = '';
  const kept = await verifyAttestation(party, credential, (given) => {
    challenge = given;
    return factors.challenges.isRight(given, purposeOf(caller));
  });
  if (!(await factors.challenges.spend(challenge))) throw refused();
  const row: PasskeyRow = { id: makeId(), user_id: userId, ...kept, name, made_at: now(), used_at: 0 };
  try {
    return await addFactor(context, caller, async (transaction) => {
      const { passkeys } = await readFactors(transaction, userId);
      if (passkeys.length >= passkeysMax) throw tooMany();
      await transaction.insertInto('passkeys').values(row).execute();
      return toPasskey(row);
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'passkeys.credential_id')) throw error;
    throw new ApiError('passkey-known', 'That passkey is set up already.');
  }
}

/** Begun in this session, and finished in it. */
function purposeOf({ userId, sessionId }: Caller): string {
  return JSON.stringify(['set up', userId, sessionId]);
}

export function toPasskey(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    name: row.name,
    createdAt: new Date(row.made_at).toISOString(),
    lastUsedAt: row.used_at === 0 ? null : new Date(row.used_at).toISOString(),
  };
}

export async function renamePasskey(
  { factors }: AccountsContext,
  userId: string,
  { id, name }: { id: string; name: string },
): Promise<void> {
  const renamed = await factors.db
    .updateTable('passkeys')
    .set({ name })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (renamed.numUpdatedRows === 0n) throw notYours();
}

export async function removePasskey(
  context: AccountsContext,
  caller: Caller,
  { id, proof, isRequired }: { id: string; proof: Proof; isRequired: boolean },
): Promise<void> {
  await provePerson(context, caller, proof);
  const { userId } = caller;
  await removeFactor(context, { userId, isRequired }, async (transaction) => {
    const removed = transaction.deleteFrom('passkeys').where('id', '=', id).where('user_id', '=', userId);
    if ((await removed.executeTakeFirst()).numDeletedRows === 0n) throw notYours();
  });
}

/** Somebody else's is answered as one that never was. */
function notYours(): ApiError {
  return new ApiError('not-found', 'There is no such passkey of yours.');
}

function tooMany(): ApiError {
  return new ApiError('too-many-passkeys', `You have ${passkeysMax} passkeys. Remove one first.`);
}
