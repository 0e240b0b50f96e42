import { expect, test } from 'vitest';
import { keptFor, keptForGood } from './kept-for.ts';

test('a chat that says nothing is kept as the place has it, and for good where nobody said anything', () => {
  expect(keptFor(keptForGood)).toEqual({ messagesDays: null, filesDays: null, editsDays: null });
  const place = { ...keptForGood, messagesDays: 90, editsDays: 7 };
  expect(keptFor(place)).toEqual({ messagesDays: 90, filesDays: null, editsDays: 7 });
});

test('what a chat says counts only where the place lets it, and within its bounds', () => {
  const place = { ...keptForGood, messagesDays: 90, least: 30, most: 365 };
  const chat = { messagesDays: 7, filesDays: null };
  expect(keptFor(place, chat)).toEqual({ messagesDays: 90, filesDays: null, editsDays: null });
  expect(keptFor({ ...place, chatsChoose: true }, chat)).toEqual({ messagesDays: 30, filesDays: 365, editsDays: null });
  expect(keptFor({ ...place, chatsChoose: true }, { messagesDays: 1_000 }).messagesDays).toBe(365);
  expect(keptFor({ ...place, chatsChoose: true, most: null }, { messagesDays: null }).messagesDays).toBeNull();
});
