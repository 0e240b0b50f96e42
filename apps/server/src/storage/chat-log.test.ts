import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageId, parseMessageId } from './chat-log.ts';

const chatIds = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);
const seqs = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

describe('message ids', () => {
  test('an id names its place', () => {
    expect(messageId('V1StGXR8_Z5jdHi6B-my', 1295)).toBe('V1StGXR8_Z5jdHi6B-my.zz');
    fc.assert(
      fc.property(chatIds, seqs, (chatId, seq) => {
        expect(parseMessageId(messageId(chatId, seq))).toEqual({ chatId, seq });
      }),
    );
  });

  test.each([
    '',
    'chat',
    'chat.',
    '.1',
    'chat.0',
    'chat.01',
    'chat.1.2',
    'chat.Z',
    'chat.-1',
    'chat.1 ',
    'chät.1',
    "chat'--.1",
    `${'c'.repeat(41)}.1`,
    'chat.zzzzzzzzzzz',
  ])('%j is no id of ours', (id) => {
    expect(parseMessageId(id)).toBeNull();
  });

  test('any text is an id of ours only if it is the one way to write a place', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const place = parseMessageId(text);
        expect(place === null || messageId(place.chatId, place.seq) === text).toBe(true);
      }),
    );
  });
});
