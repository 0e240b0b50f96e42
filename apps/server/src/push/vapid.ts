import { createECDH, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { curve } from './encrypt.ts';

/** By which push services know this place again: both in base64url. */
export interface VapidKeys {
  /** An uncompressed point, 65 bytes: browsers subscribe for it. */
  publicKey: string;
  /** 32 bytes. */
  privateKey: string;
}

export function makeVapidKeys(): VapidKeys {
  const keys = createECDH(curve);
  const publicKey = keys.generateKeys('base64url');
  // Zeros at its front are left out by the library.
  const privateKey = Buffer.concat([Buffer.alloc(32), keys.getPrivateKey()])
    .subarray(-32)
    .toString('base64url');
  return { publicKey, privateKey };
}

const hourSeconds = 3_600;
/** They may not be valid for more than 24 hours, and clocks of services differ. */
const validSeconds = 12 * hourSeconds;
/** What hosts clients name is theirs to choose. */
const keptMax = 200;

/** Who sends, for each push service, as RFC 8292 says it: signed once an hour. */
export class Vapid {
  readonly #publicKey: string;
  readonly #key: KeyObject;
  readonly #subject: string;
  readonly #wallNow: () => number;
  readonly #signed = new Map<string, { header: string; expiresAt: number }>();

  /** `subject`: whom a service may write to, a `mailto:` or `https:` URL. */
  constructor({ publicKey, privateKey }: VapidKeys, subject: string, wallNow: () => number) {
    const point = Buffer.from(publicKey, 'base64url');
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
    this.#key = createPrivateKey({
      format: 'jwk',
      key: { kty: 'EC', crv: 'P-256', d: privateKey, x: x ?? '', y: y ?? '' },
    });
    this.#publicKey = publicKey;
    this.#subject = subject;
    this.#wallNow = wallNow;
  }

  /** The value of `Authorization`. `origin` is that of the endpoint. */
  authorization(origin: string): string {
    const now = Math.floor(this.#wallNow() / 1_000);
    const known = this.#signed.get(origin);
    // One from a time ahead is of no use either, where the clock was set back.
    if (known && known.expiresAt > now + hourSeconds && known.expiresAt <= now + validSeconds) return known.header;
    const expiresAt = now + validSeconds;
    const claims = { aud: origin, exp: expiresAt, sub: this.#subject };
    const said = [{ typ: 'JWT', alg: 'ES256' }, claims].map((part) => encodeJson(part)).join('.');
    const signature = sign('sha256', Buffer.from(said), { key: this.#key, dsaEncoding: 'ieee-p1363' });
    const header = `vapid t=${said}.${signature.toString('base64url')}, k=${this.#publicKey}`;
    if (this.#signed.size >= keptMax) this.#signed.clear();
    this.#signed.set(origin, { header, expiresAt });
    return header;
  }
}

function encodeJson(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
