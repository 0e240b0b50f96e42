import { expect, test } from 'vitest';
import { detailsText } from './audit-details.ts';

test('names stand for ids, days for times, and what bounds nothing is not said', () => {
  const names = { u1: 'Ada', c1: 'Field station' };
  expect(detailsText({ userId: 'u1', chatId: 'c1' }, names)).toBe('person: Ada · chat: Field station');
  expect(detailsText({ userId: 'gone' }, names)).toBe('person: gone');
  expect(detailsText({ role: 'guest', usesMax: 0, expiresAt: 0, chatId: '' }, names)).toBe(
    'role: guest · until: never',
  );
  const day = Date.UTC(2026, 10, 27, 12);
  for (const details of [{ expiresAt: day }, { until: new Date(day).toISOString() }]) {
    expect(detailsText(details, names)).toMatch(/^until: .*November.*2026/);
  }
  expect(detailsText({ secondFactor: true, chatExports: false, 'of a newer one': 3 }, names)).toBe(
    'with a second step · chatExports: no · of a newer one: 3',
  );
  expect(detailsText({ method: 'password', secondFactor: false }, names)).toBe('how: password');
  // Which invitation it was stands in the entry of its making: here its id says nothing.
  expect(detailsText({ invitation: 'iEI4vrGGNlbAOSXnVdcni', role: 'guest' }, names)).toBe('invitation · role: guest');
  expect(detailsText({ invitation: null }, names)).toBe('');
});
