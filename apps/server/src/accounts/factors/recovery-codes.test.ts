import { expect, test } from 'vitest';
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts';

test('codes that people have from before, which are shorter, are known by the hash that is kept of them', () => {
  const kept = 'YYKRkKUG9i4Qfz0KCDELnYGZA3RulVB4SjJ7YqIPcPc';
  for (const typed of ['0123-4567-89ab-cdef', 'O123 4567 89AB CDEF', 'oi23456789abcdef'])
    expect(hashRecoveryCode(typed)).toBe(kept);
  const made = makeRecoveryCodes();
  expect(new Set(made).size).toBe(made.length);
});
