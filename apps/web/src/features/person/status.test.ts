import type { User } from '@confab/protocol';
import { expect, test } from 'vitest';
import { shownStatus } from './status.ts';

const now = Date.parse('2026-11-26T12:00:00.000Z');
const saying = (until: string | null): User => ({ status: { emoji: '🌴', text: 'Away', until } }) as User;

test('a status is shown until its end, where it has one', () => {
  expect(shownStatus(undefined, now)).toBeNull();
  expect(shownStatus(saying(null), now)).toMatchObject({ text: 'Away' });
  expect(shownStatus(saying('2026-11-26T12:00:01.000Z'), now)).toMatchObject({ text: 'Away' });
  expect(shownStatus(saying('2026-11-26T12:00:00.000Z'), now)).toBeNull();
});
