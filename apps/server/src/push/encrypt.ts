import { createCipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';

export const curve = 'prime256v1';

/** Of a browser, as its subscription tells them. */
export interface BrowserKeys {
  /** An uncompressed point of P-256, 65 bytes. */
  p256dh: Uint8Array;
  /** 16 bytes. */
  auth: Uint8Array;
}

interface Chance {
  salt: Uint8Array;
  /** Of this one push. */
  keys: ECDH;
}

const recordBytes = 4_096;
const tagBytes = 16;
/** How long it is tells less of what it says. */
const paddedTo = 256;

/** The body of a push that only this browser reads: RFC 8291, in one record of RFC 8188. `chance` is given by tests alone. */
export function encrypt(text: Uint8Array, { p256dh, auth }: BrowserKeys, chance: Chance = makeChance()): Buffer {
  const { salt, keys } = chance;
  const ownKey = keys.getPublicKey();
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, ownKey]);
  const secret = derive(keys.computeSecret(p256dh), { salt: auth, info, bytes: 32 });
  const key = derive(secret, { salt, info: Buffer.from('Content-Encoding: aes128gcm\0'), bytes: 16 });
  const nonce = derive(secret, { salt, info: Buffer.from('Content-Encoding: nonce\0'), bytes: 12 });
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const header = Buffer.alloc(21);
  header.set(salt);
  header.writeUInt32BE(recordBytes, 16);
  header.writeUInt8(ownKey.length, 20);
  return Buffer.concat([header, ownKey, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

/** The text of the last record: a delimiter behind it, then zeros. */
export function pad(text: Uint8Array): Buffer {
  const wanted = Math.ceil((text.length + 1) / paddedTo) * paddedTo;
  const padded = Buffer.alloc(Math.min(wanted, recordBytes - tagBytes));
  if (text.length + 1 > padded.length) throw new Error(`A push of ${text.length} bytes is too large.`);
  padded.set(text);
  padded[text.length] = 2;
  return padded;
}

function makeChance(): Chance {
  const keys = createECDH(curve);
  keys.generateKeys();
  return { salt: randomBytes(16), keys };
}

interface Derivation {
  salt: Uint8Array;
  info: Uint8Array;
  bytes: number;
}

function derive(from: Uint8Array, { salt, info, bytes }: Derivation): Buffer {
  return Buffer.from(hkdfSync('sha256', from, salt, info, bytes));
}

/** Whether there is such a point: whoever encrypts for another would fail. */
export function isPoint(bytes: Uint8Array): boolean {
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  try {
    const keys = createECDH(curve);
    keys.generateKeys();
    keys.computeSecret(bytes);
    return true;
  } catch {
    return false;
  }
}
