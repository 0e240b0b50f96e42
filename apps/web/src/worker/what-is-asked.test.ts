import { expect, test } from 'vitest';
import { whatIsAsked } from './what-is-asked.ts';

const origin = 'https://chat.example.org';

test.each([
  ['GET', 'navigate', '/', 'page'],
  ['GET', 'navigate', '/chats/1/m/7?x=1', 'page'],
  ['GET', 'cors', '/assets/main-CsActKMC.js', 'file'],
  ['GET', 'no-cors', '/assets/inter-Dx4kXJAl.woff2', 'file'],
  // A module that failed is asked for once more, past everything that keeps.
  ['GET', 'cors', '/assets/main-CsActKMC.js?v=1', null],
  // Nothing of a person's.
  ['GET', 'cors', '/api/chats/', null],
  ['GET', 'navigate', '/api/custom-emoji/1', null],
  ['GET', 'navigate', '/API/chats', null],
  ['POST', 'navigate', '/login', null],
  ['GET', 'navigate', '/docs', null],
  ['GET', 'navigate', '/openapi.json', null],
  ['GET', 'navigate', '/metrics', null],
  ['GET', 'cors', '/version.json', null],
] as const)('%s %s %s is answered as %s', (method, mode, path, what) => {
  expect(whatIsAsked({ url: origin + path, method, mode }, origin)).toBe(what);
});

test('what is asked of another origin is not ours', () => {
  expect(whatIsAsked({ url: 'https://elsewhere.example/', method: 'GET', mode: 'navigate' }, origin)).toBeNull();
});
