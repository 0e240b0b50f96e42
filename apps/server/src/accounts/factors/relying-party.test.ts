import { expect, test } from 'vitest';
import { relyingPartyOf } from './relying-party.ts';

test.each([
  ['chat.example.org', 'chat.example.org', ['https://chat.example.org', 'http://chat.example.org']],
  ['chat.example.org:8443', 'chat.example.org', ['https://chat.example.org:8443', 'http://chat.example.org:8443']],
  ['localhost:8000', 'localhost', ['https://localhost:8000', 'http://localhost:8000']],
])('at %s passkeys are bound to %s', (host, id, origins) => {
  expect(relyingPartyOf({ publicUrl: undefined }, { host })).toEqual({ id, origins });
});

test.each(['127.0.0.1:8000', '[::1]:8000', '2130706433', '', 'a b', undefined])('at %s there are none', (host) => {
  expect(relyingPartyOf({ publicUrl: undefined }, { host })).toBeNull();
});

test('PUBLIC_URL says it, whatever address was asked for', () => {
  const party = relyingPartyOf({ publicUrl: 'https://chat.example.org' }, { host: 'evil.example' });
  expect(party).toEqual({ id: 'chat.example.org', origins: ['https://chat.example.org'] });
});
