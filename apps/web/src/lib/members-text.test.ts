import { expect, test } from 'vitest';
import { membersText } from './members-text.ts';

test('a group of one has one member', () => {
  expect([membersText(1), membersText(2)]).toEqual(['1 member', '2 members']);
});
