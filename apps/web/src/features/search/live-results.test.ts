import type { Message, SearchHit } from '@confab/protocol';
import { expect, test } from 'vitest';
import type { Results } from './kept-results.ts';
import { newerThan, ofChats, reconcile, withChange, withFresh } from './live-results.ts';
import { readSought } from './match-words.ts';

const createdAt = '2026-11-26T12:00:00.000Z';

function message(chatId: string, seq: number, rest: Partial<Message> = {}): Message {
  const own = { id: `${chatId}-${seq}`, chatId, seq, rev: seq, kind: 'text', senderId: 'ann', clientId: null } as const;
  return {
    ...own,
    content: 'the harbour',
    createdAt,
    editedAt: null,
    deletedAt: null,
    reactions: [],
    event: null,
    ...rest,
  };
}

function hit(chatId: string, seq: number, rest: Partial<SearchHit> = {}): SearchHit {
  const ranges = [{ start: 4, end: 11 }];
  const own = { chatId, message: message(chatId, seq), ranges, fileRanges: [], before: null, after: null };
  return { ...own, cursor: String(seq * 10), ...rest };
}

/** Newest first, all of them. */
function results(hits: readonly SearchHit[], rest: Partial<Results> = {}): Results {
  const chats = [...new Set(hits.map(({ chatId }) => chatId))].map((chatId) => ({
    chatId,
    count: hits.filter((one) => one.chatId === chatId).length,
  }));
  const counts = { chats, count: hits.length, hasMore: false };
  return { asked: 'harbour', hits, nextCursor: null, unknown: [], isWhole: true, counts, ...rest };
}

const ids = ({ hits }: Pick<Results, 'hits'>): string[] => hits.map((one) => one.message.id);
const harbour = readSought('harbour');
const deleted = { rev: 9, content: '', deletedAt: createdAt };

test('a hit that is deleted goes, and is counted no more', () => {
  const after = withChange(results([hit('a', 2), hit('b', 1)]), message('a', 2, deleted), harbour);
  expect(ids(after)).toEqual(['b-1']);
  expect(after.counts).toMatchObject({ count: 1, chats: [{ chatId: 'b', count: 1 }] });
});

test('a hit that is edited says what its message says, and goes where it no longer holds the words', () => {
  const before = results([hit('a', 2)]);
  const edited = withChange(before, message('a', 2, { rev: 3, content: 'Hárbour!' }), harbour);
  expect(edited.hits[0]).toMatchObject({ message: { content: 'Hárbour!' }, ranges: [{ start: 0, end: 7 }] });
  expect(ids(withChange(before, message('a', 2, { rev: 3, content: 'airport' }), harbour))).toEqual([]);
  // What was heard late is no news.
  expect(withChange(edited, message('a', 2, { content: 'airport' }), harbour)).toBe(edited);
});

test('a hit goes with the last of what a filter asks for, and stays by a filter that only the server knows', () => {
  const linked = hit('a', 2, { message: message('a', 2, { content: 'https://harbour.example' }) });
  const plain = message('a', 2, { rev: 3 });
  expect(ids(withChange(results([linked]), plain, readSought('harbour has:link')))).toEqual([]);
  expect(ids(withChange(results([linked]), plain, readSought('harbour -has:link from:ann on:today')))).toEqual(['a-2']);
  const pinned = message('a', 2, { rev: 3, pin: { by: 'ann', at: createdAt } });
  expect(ids(withChange(results([hit('a', 2)]), pinned, readSought('-is:pinned')))).toEqual([]);
});

test('a line beside a hit says what it says now and goes when it is deleted; none comes', () => {
  const before = results([hit('a', 2, { before: { senderId: 'bob', text: 'hello' } })]);
  const edited = withChange(before, message('a', 1, { rev: 8, content: '**hi**', senderId: 'bob' }), harbour);
  expect(edited.hits[0]?.before).toEqual({ senderId: 'bob', text: 'hi' });
  expect(withChange(edited, message('a', 1, deleted), harbour).hits[0]?.before).toBeNull();
  expect(withChange(before, message('a', 3), harbour)).toBe(before);
  expect(withChange(before, message('b', 1), harbour)).toBe(before);
});

test('what is new stands in its place, once, and is counted', () => {
  const after = withFresh(results([hit('a', 5), hit('a', 1)]), [hit('c', 7), hit('a', 5), hit('c', 3)]);
  expect(ids(after)).toEqual(['c-7', 'a-5', 'c-3', 'a-1']);
  expect(after.counts).toMatchObject({ count: 4, chats: [{ count: 2 }, { chatId: 'c', count: 2 }] });
});

test('what was found in a chat that is left goes with it', () => {
  const before = results([hit('a', 2), hit('b', 1), hit('a~1', 1, { chatId: 'a' })]);
  expect(ofChats(before, new Set(['b']))).toMatchObject({ hits: [{ chatId: 'b' }], counts: { count: 1 } });
  expect(ofChats(before, new Set(['a', 'b']))).toBe(before);
});

test('looked for once more, what is there no longer goes, what was not reached stays, and what is new is told apart', () => {
  const before = results([hit('a', 5), hit('a', 4), hit('a', 1)]);
  const edited = hit('a', 4, { message: message('a', 4, { rev: 9, content: 'harbour!' }) });
  const now = results([hit('a', 6), edited], { nextCursor: '40' });
  expect(ids(reconcile(before, now, 'newest'))).toEqual(['a-4', 'a-1']);
  expect(reconcile(before, now, 'newest').hits[0]).toBe(edited);
  expect(newerThan(before, now).map((one) => one.message.id)).toEqual(['a-6']);
  expect(ids(reconcile(before, { ...now, nextCursor: null }, 'best'))).toEqual(['a-4']);
});
