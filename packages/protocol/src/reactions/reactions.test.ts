import { expect, test } from 'vitest';
import { changeReaction, mergeReactions } from './reactions.ts';

test('reactions of before, with and without the selector, count once for each person', () => {
  const reactions = [
    { emoji: '❤', userIds: ['ann', 'ben'] },
    { emoji: 'odd', userIds: ['cleo'] },
    { emoji: '❤️', userIds: ['ben', 'cleo'] },
  ];
  expect(mergeReactions(reactions)).toEqual([
    { emoji: '❤️', userIds: ['ann', 'ben', 'cleo'] },
    { emoji: 'odd', userIds: ['cleo'] },
  ]);
});

test('when somebody reacted stands at their place, and nowhere for whoever reacted before that was kept', () => {
  const old = [{ emoji: '👍', userIds: ['ann', 'ben'] }];
  const cleo = { emoji: '👍', userId: 'cleo', on: true, after: 7 };
  const three = changeReaction(old, cleo);
  expect(three).toEqual([{ emoji: '👍', userIds: ['ann', 'ben', 'cleo'], after: [null, null, 7] }]);
  expect(changeReaction(three, { ...cleo, userId: 'ann', on: false })).toEqual([
    { emoji: '👍', userIds: ['ben', 'cleo'], after: [null, 7] },
  ]);
  expect(changeReaction(three, { ...cleo, on: false })).toEqual(old);
  expect(changeReaction(three, { ...cleo, after: 9 })).toEqual(three);
});

test('reactions of one emoji in two forms keep the times of each', () => {
  const reactions = [
    { emoji: '❤', userIds: ['ann', 'ben'] },
    { emoji: '❤️', userIds: ['ben', 'cleo'], after: [3, 4] },
  ];
  expect(mergeReactions(reactions)).toEqual([{ emoji: '❤️', userIds: ['ann', 'ben', 'cleo'], after: [null, null, 4] }]);
});
