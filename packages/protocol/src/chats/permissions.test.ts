import { expect, test } from 'vitest';
import type { Role } from './role.ts';
import {
  mayChangeRoles,
  mayDeleteMessage,
  mayEditMessage,
  mayRemoveMember,
  mayRenameGroup,
  maySteer,
} from './permissions.ts';

const roles: Role[] = ['owner', 'admin', 'member'];
const anns = { kind: 'text', senderId: 'ann' } as const;

test('[A9] only the sender edits a message, and nobody a system message', () => {
  expect(mayEditMessage(anns, 'ann')).toBe(true);
  expect(mayEditMessage(anns, 'ben')).toBe(false);
  expect(mayEditMessage({ ...anns, kind: 'system' }, 'ann')).toBe(false);
});

test("[A9] a message is deleted by its sender, and by a group's owners and admins", () => {
  const may = (chatKind: 'direct' | 'group', userId: string): boolean[] =>
    roles.map((role) => mayDeleteMessage(anns, { userId, role, chatKind }));
  expect(may('group', 'ann')).toEqual([true, true, true]);
  expect(may('group', 'ben')).toEqual([true, true, false]);
  expect(may('direct', 'ann')).toEqual([true, true, true]);
  expect(may('direct', 'ben')).toEqual([false, false, false]);
  const owner = { userId: 'ann', role: 'owner', chatKind: 'group' } as const;
  expect(mayDeleteMessage({ ...anns, kind: 'system' }, owner)).toBe(false);
});

test('[A9] an admin removes neither an owner nor another admin', () => {
  const table = roles.map((actor) => roles.map((role) => mayRemoveMember(actor, role)));
  expect(table).toEqual([
    [true, true, true],
    [false, false, true],
    [false, false, false],
  ]);
});

test('[A9] what concerns a whole group is for its owners and admins, unless it is left to everyone', () => {
  const may = (chatKind: 'direct' | 'group', leftTo?: 'everyone' | 'admins'): boolean[] =>
    roles.map((role) => maySteer({ role, chatKind }, leftTo));
  expect(may('group')).toEqual([true, true, false]);
  expect(may('group', 'admins')).toEqual([true, true, false]);
  expect(may('group', 'everyone')).toEqual([true, true, true]);
  expect(may('direct')).toEqual([true, true, true]);
});

test('[A9] owners and admins rename a group, and owners give roles', () => {
  expect(roles.map(mayRenameGroup)).toEqual([true, true, false]);
  expect(roles.map(mayChangeRoles)).toEqual([true, false, false]);
});
