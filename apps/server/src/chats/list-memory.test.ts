import { expect, test } from 'vitest';
import type { ListedChat } from './chat-store.ts';
import { type Asked, ListMemory } from './list-memory.ts';

const chat: ListedChat = { id: 'c', lastAt: 5, members: 2, rev: 7, reads: 9, readSeq: 4 };

function openStage(changes: Partial<Asked> = {}) {
  const memory = new ListMemory(null);
  const made = { listed: [chat], isLast: true, looks: { version: 3, until: 100 }, sizes: [] };
  memory.keep('ada', { listed: [chat], stamp: 0, isWhole: true });
  const stored = memory.join('ada', ['[', ']'], made);
  return {
    stored,
    recalled: memory.recall('ada', { listed: [{ ...chat }], isLast: true, lookVersion: 3, now: 99, ...changes }),
  };
}

test('[D79] a list of which nothing is another is the text of the last time', () => {
  const { stored, recalled } = openStage();
  expect(recalled?.stored).toBe(stored);
});

test.each<[string, Partial<Asked>]>([
  ['a chat has changed', { listed: [{ ...chat, rev: 8 }] }],
  ['somebody has read on', { listed: [{ ...chat, reads: 10 }] }],
  ['the caller has', { listed: [{ ...chat, readSeq: 5 }] }],
  ['somebody came in and somebody went out', { listed: [{ ...chat, members: 3 }] }],
  ['there is another chat', { listed: [chat, { ...chat, id: 'd' }] }],
  ['there is one less', { listed: [] }],
  ['there are more behind it', { isLast: false }],
  ['somebody looks otherwise', { lookVersion: 4 }],
  ['nobody knows how they look', { lookVersion: null }],
  ['one of them is to be read anew', { now: 100 }],
])('[D79] [D87] is made anew where %s', (_what, changes) => {
  expect(openStage(changes).recalled).toBeNull();
});

test('[D79] is made anew where it was made of more than the list says', () => {
  const memory = new ListMemory(null);
  memory.keep('ada', { listed: [chat], stamp: 0, isWhole: true });
  const asked = { listed: [chat], isLast: true, lookVersion: 3, now: 0 };
  memory.join('ada', ['[', ']'], { listed: [chat], isLast: true, looks: { version: 3, until: 100 }, sizes: [] });
  expect(memory.recall('ada', asked)).not.toBeNull();
  memory.join('ada', ['[', ']'], null);
  expect(memory.recall('ada', asked)).toBeNull();
});
