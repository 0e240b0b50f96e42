import { expect, test } from 'vitest';
import type { CompletionSource } from '../../../registry/completion.ts';
import { findWord } from './find-word.ts';

const sources = [
  { trigger: '@', minLength: 0 },
  { trigger: ':', minLength: 2 },
].map((one): CompletionSource => ({ ...one, label: () => '', find: () => Promise.resolve([]) }));

test.each([
  ['@', '@'],
  ['hi @an', '@an'],
  ['(@an', '@an'],
  ['你好@安', '@安'],
  ['**@an', '@an'],
  ['@an.na-b', '@an.na-b'],
  ['mail ada@an', null],
  ['hi @an ', null],
  ['@@an', null],
  [':sm', ':sm'],
  [':s', null],
  ['at 12:30', null],
  ['https://a', null],
  ['`@an', null],
  ['```\n@an', null],
  [`@${'a'.repeat(60)}`, null],
])('after %j one is writing %j', (text, expected) => {
  const word = findWord(text, text.length, sources);
  expect(word && word.source.trigger + word.query).toBe(expected);
});
