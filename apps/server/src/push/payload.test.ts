import { pushLimits } from '@confab/protocol';
import { expect, test } from 'vitest';
import type { News, WorthIt } from './find-news.ts';
import { cutText, messagePayload } from './payload.ts';

const news: News = {
  logId: 'chat',
  kind: 'group',
  chatName: 'Field station',
  readSeq: 1,
  lookedAfter: 1,
  edited: null,
  waiting: new Set(),
  worth: [],
  hidden: { text: false, sender: false },
};
const said: WorthIt = {
  seq: 7,
  senderId: 'ada',
  content: 'The **boots** are `muddy`',
  at: 0,
  parts: null,
  mention: false,
  quiet: false,
  anewAt: 0,
};
const facts = { userId: 'bob', badge: 3, count: 2, from: 'Ada' };

test('a push says what was said without its marks, and by whom where', () => {
  expect(messagePayload(news, said, facts)).toMatchObject({
    type: 'message',
    userId: 'bob',
    tag: 'chat',
    seq: 7,
    badge: 3,
    count: 2,
    chat: 'Field station',
    from: 'Ada',
    text: 'The boots are muddy',
  });
});

test('a message of files alone says what they are', () => {
  const files = [{ id: 'f', name: `${'a'.repeat(300)}.pdf`, size: 1, type: 'application/pdf' }];
  const bare = { ...said, content: '', parts: JSON.stringify({ files }) };
  const payload = messagePayload(news, bare, facts);
  expect(payload).toMatchObject({ files: { sort: 'file', count: 1 } });
  expect(payload).not.toHaveProperty('text');
  expect(Buffer.byteLength(payload.files?.name ?? '')).toBeLessThanOrEqual(200);
  const hidden = { ...news, hidden: { text: true, sender: false } };
  expect(messagePayload(hidden, bare, facts)).not.toHaveProperty('files');
});

test('what is to be hidden is not in it at all', () => {
  const hidden = { ...news, hidden: { text: true, sender: true } };
  const json = JSON.stringify(messagePayload(hidden, { ...said, mention: true }, facts));
  for (const secret of ['boots', 'Ada', 'ada', 'Field']) expect(json).not.toContain(secret);
});

test('whatever texts and names hold, it is short enough', () => {
  const contents = [
    '👩‍👩‍👧‍👦'.repeat(900),
    '\u0001"\\'.repeat(2_600),
    'e' + '\u0301'.repeat(7_000),
    'x'.repeat(8_000),
    '||'.repeat(4_000),
  ];
  for (const content of contents) {
    for (const name of ['Ada', '"'.repeat(64), '👩‍👩‍👧‍👦'.repeat(64)]) {
      const payload = messagePayload({ ...news, chatName: name }, { ...said, content }, { ...facts, from: name });
      expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThanOrEqual(pushLimits.payloadMax);
    }
  }
});

test('a text is cut between characters', () => {
  expect(cutText('short', 20)).toBe('short');
  expect(cutText('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 30)).toBe('👩‍👩‍👧‍👦…');
  expect(cutText('one two three', 9)).toBe('one tw…');
});
