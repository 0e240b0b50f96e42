import { expect, test } from 'vitest';
import { parseOutboxEntries } from './outbox-storage.ts';

const message = { clientId: 'a', chatId: 'one', content: 'hello', createdAt: '2026-01-01T00:00:00.000Z', failed: null };

test('[A47] what was kept with a time that is none is no entry: no page could show it', () => {
  const entries = [
    message,
    { ...message, createdAt: 'x' },
    { document: 'draft/one', value: null, askedAt: '' },
    { change: 'withdraw', chatId: 'one', clientId: 'a', askedAt: 'x' },
  ];
  expect(parseOutboxEntries(JSON.stringify(entries))).toEqual([message]);
});
