import { expect, test } from 'vitest';
import {
  asMeant,
  chipOf,
  nothingAsked,
  readAsked,
  sendable,
  withChip,
  withoutFilter,
  withTyped,
  writeAsked,
  type Asked,
} from './query-chips.ts';
import { mayBecomeRight, typedFilter } from './typed-filter.ts';
import { unknownIn } from './unknown-filters.ts';

test('a filter becomes a chip once a space is behind it, and what is typed beside it stays', () => {
  const typing = withTyped(nothingAsked, 'red from:ada');
  expect(typing).toEqual({ chips: [], text: 'red from:ada' });
  const typed = withTyped(typing, 'red from:ada ');
  expect(typed.chips.map(({ filter, value }) => [filter, value])).toEqual([['from', 'ada']]);
  expect(typed.text).toBe('red ');
  expect(withTyped(typed, 'red FROM:Ada barn').chips).toHaveLength(1);
  // A wrong one too: it is told of, and taken back by a press.
  expect(withTyped(nothingAsked, 'red has:car barn')).toMatchObject({ chips: [{ value: 'car' }], text: 'red barn' });
  expect(withTyped(nothingAsked, 'red from: ')).toEqual({ chips: [], text: 'red from: ' });
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

test('a wrong filter is not sent, and told of as soon as no letter more can mend it', () => {
  expect(sendable({ chips: [], text: 'red has:' })).toEqual({ query: 'red', problems: [] });
  expect(sendable({ chips: [], text: 'red has:im' })).toEqual({ query: 'red', problems: [] });
  const { query, problems } = sendable({ chips: [chipOf('is', 'mine'), chipOf('has', 'car')], text: 'red before:foo' });
  expect(query).toBe('is:mine red');
  expect(problems.map(({ value }) => value)).toEqual(['car', 'foo']);
  expect(sendable({ chips: [], text: 'on:20 red' }).problems).toHaveLength(1);
});

test('what was typed is meant once Enter is pressed, its last filter too', () => {
  const meant = asMeant({ chips: [], text: 'red before:foo' });
  expect(meant).toMatchObject({ chips: [{ filter: 'before', value: 'foo' }], text: 'red' });
  expect(asMeant({ chips: [], text: 'red barn' })).toEqual({ chips: [], text: 'red barn' });
});

test('a wrong filter is taken away where it stands', () => {
  const asked = readAsked('red from:nobody');
  const typed: Asked = { chips: [], text: 'red has:car barn' };
  expect(unknownIn(asked, ['from:nobody'])).toEqual(asked.chips);
  expect(asked.chips.reduce(withoutFilter, asked)).toEqual({ chips: [], text: 'red ' });
  expect(sendable(typed).problems.reduce(withoutFilter, typed)).toEqual({ chips: [], text: 'red barn' });
});

test('a date that is begun may become one, and “foo” never does', () => {
  const may = (value: string): boolean => mayBecomeRight({ filter: 'before', value });
  expect(['', '2', '202', '2026-', '2026-0', '2026-02-', 'yest'].filter((value) => !may(value))).toEqual([]);
  expect(['foo', '2026-13', '2026-02-31', '1969', '20261'].filter(may)).toEqual([]);
});

test('the filter that ends the text is the one that suggestions are for', () => {
  expect(typedFilter('red from:ad')).toMatchObject({ filter: 'from', value: 'ad', start: 4 });
  expect(typedFilter('-in:"Field st')).toMatchObject({ filter: 'in', value: 'Field st', start: 0, isNegated: true });
  expect(typedFilter('from:ada red')).toBe(null);
  expect(typedFilter('notfrom:ada')).toBe(null);
});
