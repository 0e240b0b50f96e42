import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

// RFC 6238 with what every app understands: SHA-1, six digits, 30 s. Its secret is as long as SHA-1's output (RFC 4226, 4).
const secretBytes = 20;
const stepMs = 30_000;
const digits = 6;
/** A phone's clock may be wrong by so many steps, and a person slow. */
const driftSteps = 1;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function makeTotpSecret(): Buffer {
  return randomBytes(secretBytes);
}

export function stepAt(nowMs: number): number {
  return Math.floor(nowMs / stepMs);
}

/** The code of a step, which is the number of 30 s since 1970 (RFC 4226, 5.3). */
export function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step that the code is of; null for none of those around now. Which of them it is shows in no time. */
export function findStep(secret: Buffer, code: string, nowMs: number): number | null {
  const now = stepAt(nowMs);
  let found: number | null = null;
  for (let step = now - driftSteps; step <= now + driftSteps; step += 1) {
    if (isSame(codeOf(secret, step), code)) found = step;
  }
  return found;
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

/** As apps take it from a QR code: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function totpUri(secret: Buffer, { issuer, account }: { issuer: string; account: string }): string {
  // A colon parts the two.
  const label = [issuer, account].map((part) => encodeURIComponent(part.replaceAll(':', ' '))).join(':');
  const query = `secret=${toBase32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${digits}&period=30`;
  return `otpauth://totp/${label}?${query}`;
}

/** RFC 4648, without padding. */
export function toBase32(bytes: Buffer): string {
  let text = '';
  let [bits, value] = [0, 0];
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(value >>> bits) & 31];
    }
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text;
}
