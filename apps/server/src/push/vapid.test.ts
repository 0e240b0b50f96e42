import { expect, test } from 'vitest';
import { whyRefused } from './service/read-push.ts';
import { makeVapidKeys, Vapid } from './vapid.ts';

const origin = 'https://push.example.net';
const hourMs = 3_600_000;

test('a push service can tell who sends, and to whom it may write (RFC 8292)', () => {
  const now = Date.now();
  const vapid = new Vapid(makeVapidKeys(), 'mailto:ops@example.org', () => now);
  expect(whyRefused(vapid.authorization(origin), { origin, now })).toBeNull();
  expect(whyRefused(vapid.authorization(origin), { origin: 'https://other.example', now })).toBe(`for ${origin}`);
  expect(whyRefused(vapid.authorization(origin).replace('t=ey', 't=eY'), { origin, now })).not.toBeNull();
});

test('a signature is used until its time is nearly over, or the clock was set back', () => {
  let now = Date.now();
  const vapid = new Vapid(makeVapidKeys(), 'mailto:ops@example.org', () => now);
  const first = vapid.authorization(origin);
  now += 10 * hourMs;
  expect(vapid.authorization(origin)).toBe(first);
  now += 1.5 * hourMs;
  const second = vapid.authorization(origin);
  expect(second).not.toBe(first);
  expect(whyRefused(second, { origin, now })).toBeNull();
  now -= 20 * hourMs;
  expect(whyRefused(vapid.authorization(origin), { origin, now })).toBeNull();
});

test('the keys of all places have one length', () => {
  for (let n = 0; n < 300; n += 1) {
    const { publicKey, privateKey } = makeVapidKeys();
    expect([publicKey, privateKey].map((key) => Buffer.from(key, 'base64url').length)).toEqual([65, 32]);
  }
});
