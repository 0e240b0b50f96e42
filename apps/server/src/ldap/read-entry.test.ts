import { expect, test } from 'vitest';
import { firstPart, groupsOf, readEntry, toIdValue } from './read-entry.ts';

const attributes = { username: 'uid', displayName: 'cn', mail: 'mail', id: 'entryUUID' };
const settings = { attributes, trustsMail: true };
const entry = {
  dn: 'uid=ada,ou=people,dc=x',
  uid: 'ada',
  cn: ['Ada Lovelace', 'Ada'],
  mail: 'Ada@x.org',
  entryUUID: '1-2',
};

test('an entry says who somebody is, in any letters of its attributes', () => {
  const ada = { provider: 'ldap', subject: '1-2', username: 'ada', displayName: 'Ada Lovelace', address: 'ada@x.org' };
  expect(readEntry(entry, settings)).toMatchObject(ada);
  const other = { ...attributes, username: 'UID', id: 'entryuuid' };
  expect(readEntry(entry, { ...settings, attributes: other })).toMatchObject(ada);
  expect(readEntry(entry, { ...settings, trustsMail: false })).toMatchObject({ ...ada, address: null });
});

test('an entry without an id or a name is nobody', () => {
  for (const lack of ['uid', 'entryUUID']) expect(readEntry({ ...entry, [lack]: [] }, settings)).toBeNull();
});

test('an id of bytes is found again by the same bytes', () => {
  const id = Buffer.from([0, 255, 40, 41, 42]);
  const found = readEntry(
    { ...entry, objectGUID: id },
    { ...settings, attributes: { ...attributes, id: 'objectGUID' } },
  );
  expect(toIdValue(found?.subject ?? '', 'objectGUID')).toEqual(id);
});

test.each([
  ['cn=admins,ou=groups,dc=x', 'admins'],
  [String.raw`CN=chat\, all,OU=x`, 'chat, all'],
  [String.raw`cn=M\C3\BCller,dc=x`, 'Müller'],
  ['cn=a+uid=b,dc=x', 'a'],
  ['nothing', null],
])('the first part of %j is %j', (dn, part) => {
  expect(firstPart(dn)).toBe(part);
});

test('a group is called by its whole name and by its first part', () => {
  expect(groupsOf({ dn: '', memberOf: 'cn=a,dc=x' })).toEqual(['cn=a,dc=x', 'a']);
  expect(groupsOf({ dn: '' })).toEqual([]);
});
