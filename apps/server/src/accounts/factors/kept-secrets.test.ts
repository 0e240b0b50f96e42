import { describe, expect, test } from 'vitest';
import { hashRecoveryCode, makeRecoveryCodes, recoveryCodeCount } from './recovery-codes.ts';
import { createSealedSecrets } from './sealed-secrets.ts';
import { createSignedChallenges } from './signed-challenges.ts';

describe('[A48] what is sealed', () => {
  const secrets = createSealedSecrets('a secret of the server, long enough');
  const sealed = secrets.seal(Buffer.from('seed'), 'ada');

  test('is read again for its person, and is another text each time', () => {
    expect(secrets.open(sealed, 'ada')?.toString()).toBe('seed');
    expect(secrets.seal(Buffer.from('seed'), 'ada')).not.toBe(sealed);
    expect(sealed).not.toContain(Buffer.from('seed').toString('base64url'));
  });

  test('is nothing for another person, with another secret, or changed', () => {
    expect(secrets.open(sealed, 'bob')).toBeNull();
    expect(createSealedSecrets('another secret of the server, as long').open(sealed, 'ada')).toBeNull();
    const middle = sealed.length >> 1;
    const changed = `${sealed.slice(0, middle)}${sealed[middle] === 'A' ? 'B' : 'A'}${sealed.slice(middle + 1)}`;
    for (const bad of [changed, '', '1.', '1.AAAA', `2${sealed.slice(1)}`]) expect(secrets.open(bad, 'ada')).toBeNull();
  });
});

describe('recovery codes', () => {
  test('are ten, of 120 bits each, in groups', () => {
    const codes = makeRecoveryCodes();
    expect(new Set(codes).size).toBe(recoveryCodeCount);
    for (const code of codes) expect(code).toMatch(/^(?:[0-9a-hjkmnp-tv-z]{4}-){5}[0-9a-hjkmnp-tv-z]{4}$/);
  });

  test('are the same however they are typed', () => {
    const hash = hashRecoveryCode('0a1b-2c3d-4e5f-6g7h');
    for (const typed of [' 0A1B 2C3D 4E5F 6G7H', 'oAlB2c3d4e5f6g7h', 'OaIb-2C3D-4e5f-6g7H']) {
      expect(hashRecoveryCode(typed)).toBe(hash);
    }
    expect(hashRecoveryCode('0a1b-2c3d-4e5f-6g7j')).not.toBe(hash);
  });
});

test('a signed challenge is right for its purpose, in its time, of this place', () => {
  let nowMs = 1_000_000;
  // Nothing is kept before it is used.
  const parts = { db: null as never, now: () => nowMs };
  const challenges = createSignedChallenges('a secret of the server, long enough', parts);
  const challenge = challenges.make('log in');
  expect(challenges.isRight(challenge, 'log in')).toBe(true);
  expect(challenges.isRight(challenge, 'set up')).toBe(false);
  expect(createSignedChallenges('another secret, as long as that', parts).isRight(challenge, 'log in')).toBe(false);
  for (const bad of ['', 'AAAA', `${challenge}A`, challenge.slice(1)])
    expect(challenges.isRight(bad, 'log in')).toBe(false);
  nowMs += 5 * 60_000;
  expect(challenges.isRight(challenge, 'log in')).toBe(false);
});
