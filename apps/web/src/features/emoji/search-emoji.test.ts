import { expect, test } from 'vitest';
import { asEmoji } from './as-emoji.ts';
import { type Emoji, toEmoji } from './emoji-row.ts';
import { emojiCalled, searchEmoji } from './search-emoji.ts';
import { withTone } from './with-tone.ts';

const emoji = (sign: string, name: string, words = ''): Emoji => ({
  emoji: sign,
  name,
  group: 0,
  hasTones: false,
  nameWords: name.split(' '),
  words: words.split(' '),
});

const all = [
  emoji('😸', 'grinning cat with smiling eyes'),
  emoji('🎉', 'party popper', 'celebration tada'),
  emoji('🥳', 'partying face', 'party'),
  emoji('🐱', 'cat face'),
  emoji('🍰', 'shortcake', 'torte kuchen'),
];

test('emoji of the place are found by each word of their names, before others that are so called', () => {
  const boots = { name: 'muddy-boots', imageId: 'i', by: 'ada', at: '' };
  const own = asEmoji(new Map([[':muddy-boots:', boots]]));
  const both = [...own, emoji('👢', 'boots'), emoji('🥾', 'hiking boots')];
  for (const query of ['muddy', 'boo', 'muddy-boots', ':muddy'])
    expect(searchEmoji(both, query)[0]?.emoji).toBe(':muddy-boots:');
});

const found = (query: string): string =>
  searchEmoji(all, query)
    .map(({ emoji: sign }) => sign)
    .join('');

test.each([
  ['cat', '🐱😸', 'a name that begins so comes first'],
  ['party', '🎉🥳', 'then other words for it'],
  ['TADA', '🎉', 'case is nothing'],
  ['Törte', '🍰', 'nor are accents'],
  ['face cat', '🐱', 'all words count, in any order'],
  ['par', '🎉🥳', 'beginnings of words are enough'],
  ['arty', '', 'their middles are not'],
  ['', '', 'nothing finds nothing'],
])('%j finds %j: %s', (query, signs) => {
  expect(found(query)).toBe(signs);
});

test.each([
  ['👍', 0, '👍'],
  ['👍', 5, '👍🏿'],
  ['☝️', 1, '☝🏻'],
  ['🧑‍🚀', 3, '🧑🏽‍🚀'],
  ['⛹️‍♂️', 2, '⛹🏼‍♂️'],
])('%s in tone %i is %s', (sign, tone, toned) => {
  expect(withTone(sign, tone)).toBe(toned);
});

test('a code in full names one, a word of many none', () => {
  const coded = [
    toEmoji(['😸', 'grinning cat', 'smile :smile_cat', 0, 0]),
    toEmoji(['😄', 'grinning face with smiling eyes', 'happy :smile', 0, 0]),
    toEmoji(['👍️', 'thumbs up', 'yes :+1 :thumbsup', 0, 1]),
  ];
  const called = (query: string) => emojiCalled(coded, query)?.emoji;
  expect(['smile', '+1', 'Smile_Cat', 'thumbs_up', 'smi', 'happy', 'yes'].map(called)).toEqual([
    '😄',
    '👍️',
    '😸',
    '👍️',
    undefined,
    undefined,
    undefined,
  ]);
  expect(searchEmoji(coded, 'thumbsup')[0]?.emoji).toBe('👍️');
});
