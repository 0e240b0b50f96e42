import { expect, test } from 'vitest';
import { chipOf, nothingAsked, readAsked, sendable, withChip, withTyped, writeAsked } from './query-chips.ts';
import { typedFilter } from './typed-filter.ts';

test('a filter becomes a chip once a space is behind it, and what is typed beside it stays', () => {
  const typing = withTyped(nothingAsked, 'red from:ada');
  expect(typing).toEqual({ chips: [], text: 'red from:ada' });
  const typed = withTyped(typing, 'red from:ada ');
  expect(typed.chips.map(({ filter, value }) => [filter, value])).toEqual([['from', 'ada']]);
  expect(typed.text).toBe('red ');
  expect(withTyped(typed, 'red FROM:Ada barn').chips).toHaveLength(1);
  expect(withTyped(nothingAsked, 'red has:car barn')).toEqual({ chips: [], text: 'red has:car barn' });
});

test('what an address says is shown as chips, and says the same again', () => {
  const asked = readAsked('red in:"Field station" -has:file "old barn"');
  expect(asked.text).toBe('red "old barn"');
  expect(writeAsked(asked)).toBe('in:"Field station" -has:file red "old barn"');
  expect(writeAsked(readAsked(writeAsked(asked)))).toBe(writeAsked(asked));
});

test('a chip stands there once', () => {
  const once = withChip(readAsked('from:ada'), chipOf('from', 'Ada'));
  expect(once.chips).toHaveLength(1);
});

test('a filter that says nothing is not sent, and told of once somebody types on', () => {
  expect(sendable({ chips: [], text: 'red has:' })).toMatchObject({ query: 'red', problems: [] });
  const { query, problems } = sendable({ chips: [chipOf('is', 'mine')], text: 'red has:car barn' });
  expect(query).toBe('is:mine red barn');
  expect(problems.map(({ value }) => value)).toEqual(['car']);
});

test('the filter that ends the text is the one that suggestions are for', () => {
  expect(typedFilter('red from:ad')).toMatchObject({ filter: 'from', value: 'ad', start: 4 });
  expect(typedFilter('-in:"Field st')).toMatchObject({ filter: 'in', value: 'Field st', start: 0, isNegated: true });
  expect(typedFilter('from:ada red')).toBe(null);
  expect(typedFilter('notfrom:ada')).toBe(null);
});
