import { createECDH } from 'node:crypto';
import { expect, test } from 'vitest';
import { curve, encrypt, isPoint, pad } from './encrypt.ts';
import { decrypt } from './service/read-push.ts';

const from = (text: string): Buffer => Buffer.from(text, 'base64url');

function keysFrom(privateKey: string): ReturnType<typeof createECDH> {
  const keys = createECDH(curve);
  keys.setPrivateKey(from(privateKey));
  return keys;
}

// RFC 8291, appendix A.
const example = {
  text: 'When I grow up, I want to be a watermelon',
  auth: from('BTBZMqHH6r4Tts7J_aSIgg'),
  browserKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  senderKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  salt: from('DGv6ra1nlYgDCS1FRnbzlw'),
  body:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT' +
    'pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

test('what is pushed is encrypted as RFC 8291 says: its example, byte for byte', () => {
  const browser = keysFrom(example.browserKey);
  const chance = { salt: example.salt, keys: keysFrom(example.senderKey) };
  const text = Buffer.concat([Buffer.from(example.text), Buffer.from([2])]);
  const body = encrypt(text, { p256dh: browser.getPublicKey(), auth: example.auth }, chance);
  expect(body.toString('base64url')).toBe(example.body);
  expect(decrypt(body, { keys: browser, auth: example.auth }).toString()).toBe(example.text);
});

test('no two pushes of one text are alike, and their length tells little of it', () => {
  const browser = keysFrom(example.browserKey);
  const to = { p256dh: browser.getPublicKey(), auth: example.auth };
  const bodies = ['yes', 'yes', 'certainly not'].map((text) => encrypt(pad(Buffer.from(text)), to));
  expect(new Set(bodies.map((body) => body.toString('hex'))).size).toBe(3);
  expect(new Set(bodies.map(({ length }) => length)).size).toBe(1);
  const texts = bodies.map((body) => decrypt(body, { keys: browser, auth: example.auth }).toString());
  expect(texts).toEqual(['yes', 'yes', 'certainly not']);
  expect(() => pad(Buffer.alloc(4_080))).toThrow('too large');
});

test('what is no point of the curve is none', () => {
  const point = keysFrom(example.browserKey).getPublicKey();
  expect(isPoint(point)).toBe(true);
  expect(isPoint(point.subarray(1))).toBe(false);
  expect(isPoint(Buffer.alloc(65))).toBe(false);
  point.writeUInt8((point.at(-1) ?? 0) ^ 1, 64);
  expect(isPoint(point)).toBe(false);
});
