import type { AuditEntry } from '@confab/protocol';
import { changeablePermissions } from '@confab/protocol/place-permissions';
import { usualSettings } from '@confab/protocol';
import { expect, test } from 'vitest';
import { detailsText as textOf } from './audit-details.ts';
import { settingText } from './setting-words.ts';

const detailsText = (details: AuditEntry['details'], names: Record<string, string>, action = 'invitation.made') =>
  textOf({ action, details }, names);

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

test('settings stand by their words with the key beside, and one of a newer server by its key', () => {
  const changes = {
    joining: 'invitation',
    chatExports: true,
    'retention.filesDays': null,
    'permissions.add-emoji': 'admin',
  };
  expect(detailsText({ ...changes, 'from.later': false }, {}, 'place.changed').split(' · ')).toEqual([
    'Who may join (joining): invitation',
    'Chats can be exported by their owners and admins (chatExports): yes',
    'Days of files (retention.filesDays): –',
    'Add emoji (permissions.add-emoji): admin',
    'from.later: no',
  ]);
  expect(detailsText({ messagesDays: 30 }, {}, 'retention.changed')).toBe('Days of messages (messagesDays): 30');
});

test('every setting of the place has words', () => {
  const flat = (value: object, under = ''): string[] =>
    Object.entries(value).flatMap(([key, one]: [string, unknown]) =>
      typeof one === 'object' && one !== null && !Array.isArray(one)
        ? flat(one, `${under}${key}.`)
        : [`${under}${key}`],
    );
  const { decided: _decided, permissions: _permissions, ...settings } = usualSettings;
  const keys = [...flat(settings), ...changeablePermissions.map((name) => `permissions.${name}`)];
  expect(keys.filter((key) => settingText(key) === null)).toEqual([]);
});
