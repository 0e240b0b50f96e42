import { hasNeeded, usualSettings } from '@confab/protocol';
import { placeRoles } from '@confab/protocol/place-role';
import { expect, test } from 'vitest';
import { judgeFrame } from './judge-frame.ts';

const needs = { wave: 'account', ban: 'moderate', crown: 'manage-owners' } as const;
const permits = (role: (typeof placeRoles)[number], needed: Parameters<typeof hasNeeded>[1]): boolean =>
  hasNeeded(role, needed, usualSettings);

function mayBeSaid(json: unknown): string[] {
  return placeRoles.filter((role) => judgeFrame({ role }, json, { needs, permits }) === null);
}

test('[A9] a command is refused to whoever lacks what it needs, whatever else the frame says', () => {
  expect(mayBeSaid({ type: 'wave' })).toEqual(placeRoles);
  expect(mayBeSaid({ type: 'ban' })).toEqual(['owner', 'admin', 'moderator']);
  expect(mayBeSaid({ type: 'ban', role: 'owner', needs: 'account' })).toEqual(['owner', 'admin', 'moderator']);
  expect(mayBeSaid({ type: 'crown', junk: 1 })).toEqual(['owner']);
});

test('what is no command at all is not judged here', () => {
  for (const json of [null, 1, 'ban', [], {}, { type: 7 }, { type: 'toString' }, { type: '__proto__' }]) {
    expect([json, mayBeSaid(json)]).toEqual([json, placeRoles]);
  }
});
