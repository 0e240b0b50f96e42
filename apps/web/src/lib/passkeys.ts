import type { PasskeyAssertion, PasskeyAttestation, PasskeyCreation, PasskeyRequest } from '@confab/protocol';

type Bytes = Uint8Array<ArrayBuffer>;
type Listed = PasskeyRequest['allowCredentials'][number];

/** Asks the device for a passkey. `conditional`: it offers them where one fills in a name, and waits until one is chosen. */
export async function getPasskey(
  { challenge, allowCredentials, ...request }: PasskeyRequest,
  { signal, conditional = false }: { signal: AbortSignal; conditional?: boolean },
): Promise<PasskeyAssertion> {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...request,
      challenge: toBytes(challenge),
      allowCredentials: allowCredentials.map(toDescriptor),
    },
    signal,
    ...(conditional && { mediation: 'conditional' }),
  });
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('no passkey', 'NotAllowedError');
  // What `get` gives is an assertion.
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    id: credential.id,
    clientDataJSON: toText(response.clientDataJSON),
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
  };
}

/** Has the device make one. */
export async function createPasskey(creation: PasskeyCreation): Promise<PasskeyAttestation> {
  const { challenge, user, excludeCredentials, ...others } = creation;
  const credential = await navigator.credentials.create({
    publicKey: {
      ...others,
      challenge: toBytes(challenge),
      user: { ...user, id: toBytes(user.id) },
      excludeCredentials: excludeCredentials.map(toDescriptor),
    },
  });
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('no passkey', 'NotAllowedError');
  // What `create` gives is an attestation.
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    id: credential.id,
    clientDataJSON: toText(response.clientDataJSON),
    attestationObject: toText(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  };
}

function toDescriptor({ type, id, transports = [] }: Listed): PublicKeyCredentialDescriptor {
  // Those that a browser does not know it passes over.
  return { type, id: toBytes(id), transports: transports as AuthenticatorTransport[] };
}

function toBytes(text: string): Bytes {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

function toText(buffer: ArrayBuffer): string {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
