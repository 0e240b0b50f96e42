import { createHash, randomBytes } from 'node:crypto';

export const recoveryCodeCount = 10;
/**
 * Of 120 bits, of which OWASP ASVS 5 asks 112: they can be guessed neither here nor from their hashes, and the hashes need no salt. Those of 80 bits
 * that people have from before are taken as well.
 */
const characters = 24;
/** Crockford's base 32: none looks like another. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

export function makeRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, makeCode);
}

function makeCode(): string {
  const letters = [...randomBytes(characters)].map((byte) => alphabet[byte & 31]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** As they are kept. Of what was typed, case, spaces and dashes do not matter, nor what is mistaken for 0 and 1. */
export function hashRecoveryCode(typed: string): string {
  const plain = typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
  return createHash('sha256').update(`confab recovery code ${plain}`).digest('base64url');
}
