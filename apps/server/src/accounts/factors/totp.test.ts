import { expect, test } from 'vitest';
import { codeOf, findStep, stepAt, toBase32, totpUri } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

// RFC 6238, appendix B: the last six of its eight digits.
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %i s the code is %s', (seconds, code) => {
  expect(codeOf(secret, stepAt(seconds * 1_000))).toBe(code);
});

test('a code counts in its step, the one before and the one after, and in no other', () => {
  const now = 1_234_567_890_000;
  const step = stepAt(now);
  const found = [-2, -1, 0, 1, 2].map((drift) => findStep(secret, codeOf(secret, step + drift), now));
  expect(found).toEqual([null, step - 1, step, step + 1, null]);
  expect(findStep(secret, '', now)).toBeNull();
});

test('an app gets the secret in base 32, and whose it is', () => {
  expect(toBase32(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  expect(toBase32(Buffer.from([0xff]))).toBe('74');
  expect(totpUri(secret, { issuer: 'Chess: the club', account: 'ada' })).toBe(
    'otpauth://totp/Chess%20%20the%20club:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Chess%3A%20the%20club&algorithm=SHA1&digits=6&period=30',
  );
});
