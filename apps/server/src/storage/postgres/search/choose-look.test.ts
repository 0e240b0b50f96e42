import { expect, test } from 'vitest';
import { chooseLook } from './choose-look.ts';

const all = 1_000_000;
const sizes = { all, seen: all, limit: 21 };
const [rare, middle, frequent] = [100, 5_000, 500_000].map((count, no) => ({ anyOf: [no + 1], count }));
if (!rare || !middle || !frequent) throw new Error('Three words.');

test('a rare word is looked up, a frequent one is met at once', () => {
  expect(chooseLook([rare], null, sizes)).toEqual({ kind: 'up', looked: [rare], checked: [] });
  expect(chooseLook([frequent], null, sizes)).toEqual({ kind: 'through', messages: 256, checked: [frequent] });
});

test('a word that most have is checked, not looked up, where few messages are left', () => {
  expect(chooseLook([frequent, rare], null, sizes)).toEqual({ kind: 'up', looked: [rare], checked: [frequent] });
  const often = { anyOf: [4], count: 100_000 };
  expect(chooseLook([often, middle], null, sizes)).toEqual({ kind: 'up', looked: [middle, often], checked: [] });
});

test('the chats of a person who sees little are what is looked up', () => {
  const chats = { anyOf: [7], count: 24 };
  const look = chooseLook([frequent], chats, { ...sizes, seen: 24 });
  expect(look).toEqual({ kind: 'up', looked: [chats], checked: [frequent] });
});

test('one look goes through a bounded number of messages, and whoever asks for nothing gets the newest', () => {
  const two = chooseLook([frequent, { anyOf: [4], count: 300_000 }], null, { ...sizes, limit: 1_000 });
  expect(two).toMatchObject({ kind: 'through', messages: 12_000 });
  expect(chooseLook([], null, sizes)).toEqual({ kind: 'through', messages: 256, checked: [] });
});
