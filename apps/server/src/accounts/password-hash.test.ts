import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { createTurnstile } from './turnstile.ts';

test('a hash says how it was made, holds a salt of its own, and is matched by its password alone', async () => {
  const [hash, again] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(hash).not.toBe(again);
  expect(await verifyPassword({ hash, password: 'correct horse' })).toBe(true);
  expect(await verifyPassword({ hash, password: 'Correct horse' })).toBe(false);
});

test('a password is the same however its letters were composed', async () => {
  const hash = await hashPassword('Caf\u00e9 au lait');
  expect(await verifyPassword({ hash, password: 'Cafe\u0301 au lait' })).toBe(true);
});

test('the parameters are taken from the hash', async () => {
  const hash = await hashPassword('x');
  expect(await verifyPassword({ hash: hash.replace('t=2', 't=1'), password: 'x' })).toBe(false);
});

test.each(['', 'plain', '$argon2i$v=19$m=19456,t=2,p=1$AAAA$AAAA', '$argon2id$v=19$m=99999999999,t=2,p=1$x$y'])(
  'what is no hash of ours, %j, is matched by nothing',
  async (hash) => {
    expect(await verifyPassword({ hash, password: '' })).toBe(false);
  },
);

test('a turnstile lets some in, makes some wait, and turns the others away', async () => {
  const turnstile = createTurnstile({ atOnce: 1, waiting: 1 });
  const leave = await turnstile.enter();
  const second = turnstile.enter();
  expect(await turnstile.enter()).toBeNull();
  leave?.();
  leave?.();
  const leaveSecond = await second;
  const third = turnstile.enter();
  leaveSecond?.();
  expect(await third).toBeTypeOf('function');
});
