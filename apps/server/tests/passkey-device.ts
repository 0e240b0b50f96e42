import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { PasskeyAssertion, PasskeyAttestation, PasskeyCreation, PasskeyRequest } from '@confab/protocol';

/** A passkey in a device, as WebAuthn has it: ES256, attestation `none`. What it says can be bent. */
export interface PasskeyDevice {
  attest(creation: PasskeyCreation, bent?: Bent): PasskeyAttestation;
  assert(request: PasskeyRequest, bent?: Bent): PasskeyAssertion;
}

export interface Bent {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  /** It asked who uses it; it did unless this says false. */
  verified?: boolean;
  counter?: number;
  /** Of another passkey. */
  id?: string;
}

/** `origin`: of the page that asks. */
export function createPasskeyDevice(origin: string): PasskeyDevice {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(32);
  let used = 0;

  const clientData = (type: string, challenge: string, bent: Bent): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: bent.type ?? type,
        challenge: bent.challenge ?? challenge,
        origin: bent.origin ?? origin,
      }),
    );
  const authenticatorData = (rpId: string, { verified = true, counter }: Bent, credential?: Buffer): Buffer => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter ?? used);
    const flags = 0x01 | (verified ? 0x04 : 0) | (credential ? 0x40 : 0);
    const hash = createHash('sha256').update(rpId).digest();
    return Buffer.concat([hash, Buffer.from([flags]), count, credential ?? Buffer.alloc(0)]);
  };

  return {
    attest({ challenge, rp }, bent = {}) {
      const key = Buffer.concat([
        Buffer.from('a5010203262001215820', 'hex'),
        Buffer.from(x, 'base64url'),
        Buffer.from('225820', 'hex'),
        Buffer.from(y, 'base64url'),
      ]);
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const data = authenticatorData(bent.rpId ?? rp.id, bent, credential);
      return {
        id: id.toString('base64url'),
        clientDataJSON: clientData('webauthn.create', challenge, bent).toString('base64url'),
        attestationObject: Buffer.concat([
          // { fmt: 'none', attStmt: {}, authData: … }
          Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
          Buffer.from([data.length]),
          data,
        ]).toString('base64url'),
        transports: ['internal'],
      };
    },
    assert({ challenge, rpId }, bent = {}) {
      used += 1;
      const client = clientData('webauthn.get', challenge, bent);
      const data = authenticatorData(bent.rpId ?? rpId, bent);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return {
        id: bent.id ?? id.toString('base64url'),
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: createSign('sha256').update(signed).sign(privateKey).toString('base64url'),
      };
    },
  };
}
