import type { PasskeyRequest } from '@confab/protocol';
import type { PasskeyRow } from './read-factors.ts';
import type { RelyingParty } from './relying-party.ts';
import { challengeMs } from './signed-challenges.ts';

type Credential = PasskeyRequest['allowCredentials'][number];

/** Without `passkeys` the browser offers whichever it knows of this place, and has to ask its owner who they are. */
export function requestPasskey(
  party: RelyingParty,
  { challenge, passkeys }: { challenge: string; passkeys: readonly PasskeyRow[] | null },
): PasskeyRequest {
  return {
    challenge,
    rpId: party.id,
    timeout: challengeMs,
    userVerification: passkeys === null ? 'required' : 'preferred',
    allowCredentials: (passkeys ?? []).map(credentialOf),
  };
}

export function credentialOf({ credential_id: id, transports }: PasskeyRow): Credential {
  // As it was written from a list.
  return { type: 'public-key', id, transports: JSON.parse(transports) as string[] };
}
