import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { describePermissions } from './describe-permissions.ts';
import { changeablePermissions, choicesFor, hasNeeded, mayInPlace, placePermissionNames } from './permissions.ts';
import { isAtLeast, mayActOn, mayGiveRole, mayInviteTo, placeRoles } from './place-role.ts';
import { placeSettings, updatePlaceBodySchema, usualSettings } from './settings.ts';

const usual = { permissions: {} };

test('whoever is more has all that whoever is less has', () => {
  for (const permission of placePermissionNames) {
    const having = placeRoles.filter((role) => mayInPlace(role, permission, usual));
    expect([permission, having]).toEqual([permission, placeRoles.slice(0, having.length)]);
    expect(having).toContain('owner');
  }
});

test('guests never find people, make groups, join public ones, invite, or add emoji, whatever the place says', () => {
  const all = Object.fromEntries(changeablePermissions.map((name) => [name, 'guest' as const]));
  const may = placePermissionNames.filter((name) => mayInPlace('guest', name, { permissions: all }));
  expect(may).toEqual(['start-chats', 'send-files', 'mention-all']);
});

test('the place gives what may be changed to fewer, and nothing else to anybody', () => {
  for (const name of changeablePermissions) {
    const permissions = { [name]: 'admin' as const };
    expect([name, placeRoles.filter((role) => mayInPlace(role, name, { permissions }))]).toEqual([
      name,
      ['owner', 'admin'],
    ]);
    expect(choicesFor(name)).not.toContain('owner');
  }
  const stolen = { permissions: { 'manage-owners': 'guest' } as never };
  expect(placeRoles.filter((role) => mayInPlace(role, 'manage-owners', stolen))).toEqual(['owner']);
});

test('what needs no more than an account is for everybody who has one', () => {
  expect(placeRoles.every((role) => hasNeeded(role, 'account', usual))).toBe(true);
});

test('nobody acts on whoever is as much as they are, but owners; nobody gives or invites to more than they are', () => {
  for (const actor of placeRoles) {
    for (const other of placeRoles) {
      const isLower = isAtLeast(actor, other) && actor !== other;
      expect([actor, other, mayActOn(actor, other)]).toEqual([actor, other, actor === 'owner' || isLower]);
      expect([actor, other, mayGiveRole(actor, other)]).toEqual([actor, other, actor === 'owner' || isLower]);
      expect([actor, other, mayInviteTo(actor, other)]).toEqual([actor, other, isAtLeast(actor, other)]);
    }
  }
});

test('a setting is held to its schema, what is usual fits its own, and another key is none', () => {
  for (const [key, { schema, fallback }] of Object.entries(placeSettings)) {
    expect([key, schema.safeParse(fallback).success]).toEqual([key, true]);
  }
  const reads = (body: unknown): boolean => updatePlaceBodySchema.safeParse(body).success;
  expect(reads({ name: 'Physics', joining: 'domain', domains: ['Example.org'] })).toBe(true);
  expect(reads({ permissions: { 'see-everyone': 'moderator' } })).toBe(true);
  expect(reads({ permissions: { 'see-everyone': 'guest' } })).toBe(false);
  expect(reads({ permissions: { 'manage-owners': 'guest' } })).toBe(false);
  expect(reads({ domains: ['example.org/'] })).toBe(false);
  expect(reads({ founder: 'me' })).toBe(false);
  expect(reads({})).toBe(false);
  expect(usualSettings.joining).toBe('open');
});

test('[A9] docs/permissions.md says what is declared: `npm run permissions` writes it', async () => {
  const file = new URL('../../../../docs/permissions.md', import.meta.url);
  expect(await readFile(file, 'utf8')).toBe(describePermissions());
});
