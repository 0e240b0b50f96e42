import { isCommonPassword } from './common-passwords.ts';

interface Owner {
  username: string;
  email?: string | undefined;
}

/** Why nobody should have this password, or null. Its length is the schema's affair. */
export function findPasswordFault(password: string, { username, email }: Owner): string | null {
  const plain = password.normalize('NFKC').toLowerCase();
  const names = [username.toLowerCase(), email, email?.split('@', 1)[0]];
  if (names.includes(plain)) return 'not your own name';
  if (isRepeated(plain) || isSequence(plain)) return 'too easy to guess: a pattern';
  if (isCommonPassword(plain)) return 'too common: it is among the first that are tried';
  return null;
}

/** `aaaaaaaa`, `abcabcabc`, and whatever has no more than two different characters. */
function isRepeated(text: string): boolean {
  return new Set(text).size <= 2 || /^(.{1,4})\1+$/su.test(text);
}

/** Each character the neighbour of the one before, up or down: `12345678`, `hgfedcba`. */
function isSequence(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const step = (codes[1] ?? 0) - (codes[0] ?? 0);
  if (Math.abs(step) !== 1) return false;
  return codes.every((code, at) => at === 0 || code - (codes[at - 1] ?? 0) === step);
}
