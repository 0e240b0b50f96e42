import { expect, it } from 'vitest';
import { sizedParts } from './chat-store.ts';

const sizesOf = (members: readonly number[], max: { chats: number; members: number }): number[][] =>
  sizedParts(
    members.map((count, index) => ({ id: `c${index}`, lastAt: 0, members: count })),
    max,
  ).map((part) => part.map((chat) => chat.members));

it('[A43] parts hold no more chats and members than they may, and every chat once', () => {
  expect(sizesOf([2, 2, 2, 2, 2], { chats: 2, members: 100 })).toEqual([[2, 2], [2, 2], [2]]);
  expect(sizesOf([40, 40, 40], { chats: 50, members: 100 })).toEqual([[40, 40], [40]]);
  expect(sizesOf([], { chats: 50, members: 100 })).toEqual([]);
});

it('[A43] a chat that is larger than a part is one of its own', () => {
  expect(sizesOf([2, 5_000, 2, 3], { chats: 50, members: 100 })).toEqual([[2], [5_000], [2, 3]]);
});
