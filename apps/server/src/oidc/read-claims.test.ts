import { expect, test } from 'vitest';
import { type Claims, readClaims } from './read-claims.ts';

const issuer = 'https://id.example.org';
const read = (claims: Claims, groupsClaim = 'groups') => readClaims({ sub: '1', ...claims }, { issuer, groupsClaim });

test('an address counts only where the provider says that it is theirs', () => {
  expect(read({ email: 'Ada@Example.org', email_verified: true }).address).toBe('ada@example.org');
  for (const verified of [false, undefined, 'yes', 1, null]) {
    expect(read({ email: 'ada@example.org', email_verified: verified }).address).toBeNull();
  }
});

test('groups are a list, a single one, or inside another claim, and nothing else', () => {
  expect(read({ groups: ['a', 'b', 3, null] }).groups).toEqual(['a', 'b']);
  expect(read({ groups: 'a' }).groups).toEqual(['a']);
  expect(read({ realm_access: { roles: ['a'] } }, 'realm_access.roles').groups).toEqual(['a']);
  expect(read({ 'https://example.org/groups': ['a'] }, 'https://example.org/groups').groups).toEqual(['a']);
  for (const claim of ['groups', 'constructor.name', '__proto__', 'a.b'])
    expect(read({ a: 'x' }, claim).groups).toEqual([]);
});

test('who has no name yet is called by what there is', () => {
  expect(read({ preferred_username: 'ada', name: 'Ada Lovelace' })).toMatchObject({
    username: 'ada',
    displayName: 'Ada Lovelace',
  });
  expect(read({ email: 'ada@example.org' })).toMatchObject({ username: 'ada@example.org', displayName: '' });
  expect(read({})).toMatchObject({ username: '', displayName: '' });
});
