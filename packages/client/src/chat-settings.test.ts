import { expect, test } from 'vitest';
import { isArchived, isMuted } from './chat-settings.ts';

const now = Date.parse('2026-11-26T12:00:00.000Z');
const later = '2026-11-26T13:00:00.000Z';

test('a chat is muted for ever, or until the time that was said', () => {
  expect(isMuted({}, now)).toBe(false);
  expect(isMuted({ muted: 'always' }, now)).toBe(true);
  expect(isMuted({ muted: later }, now)).toBe(true);
  expect(isMuted({ muted: later }, Date.parse(later))).toBe(false);
});

test('an archived chat comes back with a message, a muted one when it is heard again', () => {
  expect(isArchived({}, { lastSeq: 3 }, now)).toBe(false);
  expect(isArchived({ archivedSeq: 3 }, { lastSeq: 3 }, now)).toBe(true);
  expect(isArchived({ archivedSeq: 3 }, { lastSeq: 4 }, now)).toBe(false);
  expect(isArchived({ archivedSeq: 3, muted: later }, { lastSeq: 4 }, now)).toBe(true);
  expect(isArchived({ archivedSeq: 3, muted: later }, { lastSeq: 4 }, Date.parse(later))).toBe(false);
});
