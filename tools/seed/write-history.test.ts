import { expect, test } from 'vitest';
import { directChats, groups } from './groups.ts';
import { people } from './people.ts';
import { threads } from './threads.ts';
import { seededRandom, writeHistory } from './write-history.ts';

const plan = {
  memberIds: ['ada', 'linus', 'mei'],
  topics: ['design', 'german'],
  size: 300,
  from: Date.UTC(2026, 0, 1),
  until: Date.UTC(2026, 1, 15),
};

test('a history has about the size asked for, in order, within its time and by its members', () => {
  const lines = writeHistory(plan, seededRandom(7));
  expect(lines.length).toBeGreaterThan(200);
  expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).toSorted((a, b) => a - b));
  expect(lines.every(({ at }) => at >= plan.from && at < plan.until)).toBe(true);
  expect(new Set(lines.map(({ senderId }) => senderId))).toEqual(new Set(plan.memberIds));
  expect(lines.some(({ content }) => /[{}|]/.test(content))).toBe(false);
});

test('the same seed writes the same history', () => {
  expect(writeHistory(plan, seededRandom(7))).toEqual(writeHistory(plan, seededRandom(7)));
});

test('everybody and every topic that a chat names exists', () => {
  const known = new Set(people.map(({ username }) => username));
  const named = [
    ...groups.flatMap(({ owner, members }) => [owner, ...members]),
    ...directChats.flatMap((chat) => chat.between),
  ];
  expect(named.filter((username) => !known.has(username))).toEqual([]);
  const topics = [...groups, ...directChats].flatMap((chat) => chat.topics);
  expect(topics.filter((topic) => !threads[topic])).toEqual([]);
});
