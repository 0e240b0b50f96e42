import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { keysAt } from './provider-keys.ts';

const { publicKey, privateKey } = await generateKeyPair('RS256');
const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' }] };
const signed = (kid: string) => new SignJWT({}).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);

/** A provider that counts how often it is asked. */
function stageProvider(statuses: number[]) {
  let asked = 0;
  const send = (): Promise<Response> => {
    const status = statuses[Math.min(asked, statuses.length - 1)] ?? 200;
    asked += 1;
    return Promise.resolve(status === 200 ? Response.json(keys) : new Response('', { status }));
  };
  return { send, asked: () => asked };
}

test('[A43] tokens of keys that nobody knows make us ask for keys once', async () => {
  const stage = stageProvider([200]);
  const known = await keysAt('http://127.0.0.1/jwks', () => 0, stage.send);
  const ends: string[] = [];
  for (const kid of ['one', 'two', 'three', 'one']) {
    const [{ status }] = await Promise.allSettled([jwtVerify(await signed(kid), known)]);
    ends.push(status);
  }
  expect(ends).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(stage.asked()).toBe(1);
});

test('[A43] a provider that does not answer is asked again after a while, and not by each token', async () => {
  const stage = stageProvider([503, 200]);
  let now = 0;
  const known = await keysAt('http://127.0.0.1/jwks', () => now, stage.send);
  for (let again = 0; again < 4; again += 1) {
    const [{ status }] = await Promise.allSettled([jwtVerify(await signed('one'), known)]);
    expect(status).toBe('rejected');
  }
  expect(stage.asked()).toBe(1);
  now = 31_000;
  await jwtVerify(await signed('one'), known);
  expect(stage.asked()).toBe(2);
});
