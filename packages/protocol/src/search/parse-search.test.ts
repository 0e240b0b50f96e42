import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSearchPart, parseSearch, parseSearchDate } from './parse-search.ts';

const read = (query: string) => parseSearch(query).parts.map(formatSearchPart);

test('words, phrases and filters are read in their places, and what is no filter is a word', () => {
  const query = 'red "old Barn" From:ada -in:"Two words" has:link is:mine note:this -gone --- on:2026-11-27';
  const { parts, problems } = parseSearch(query);
  expect(parts.map(({ start, end }) => query.slice(start, end))).toEqual(query.match(/-?\w+:"[^"]*"|"[^"]*"|\S+/g));
  expect(parts.map((part) => (part.kind === 'text' ? part.text : [part.filter, part.value]))).toEqual([
    'red',
    'old Barn',
    ['from', 'ada'],
    ['in', 'Two words'],
    ['has', 'link'],
    ['is', 'mine'],
    'note:this',
    'gone',
    '---',
    ['on', '2026-11-27'],
  ]);
  expect(parts.map(({ isNegated }) => isNegated)).toEqual([
    false,
    false,
    false,
    true,
    false,
    false,
    false,
    true,
    false,
    false,
  ]);
  expect(problems).toEqual([]);
  expect(read('“smart quotes” „auch so“ «ainsi» "not closed yet ')).toEqual([
    '"smart quotes"',
    '"auch so"',
    '"ainsi"',
    '"not closed yet"',
  ]);
});

test('a filter that says nothing that can be looked for is named, with its place', () => {
  const problemsOf = (query: string) => parseSearch(query).problems.map(({ start, end }) => query.slice(start, end));
  expect(problemsOf('a has:car is:gone before:soon from: in:"" on:2026-02-30 after:2026')).toEqual([
    'has:car',
    'is:gone',
    'before:soon',
    'from:',
    'in:""',
    'on:2026-02-30',
  ]);
  expect(parseSearchDate('2026-2')).toEqual({ year: 2026, month: 2 });
  expect(parseSearchDate('Yesterday')).toEqual({ daysAgo: 1 });
});

test('[A28] any text is read, and what it was read as is read the same from what is written of it', () => {
  const piece = fc.oneof(
    fc.constantFrom('"', '-', ' ', 'from:', 'in:', 'has:file', '“', '”', '«', 'a', 'é', '日本', ':', '\u00a0'),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
      (query) => {
        const { parts } = parseSearch(query);
        const written = parts.map(formatSearchPart).join(' ');
        const again = parseSearch(written).parts;
        expect(again.map(formatSearchPart).join(' ')).toBe(written);
        expect(again.map(({ kind, isNegated }) => [kind, isNegated])).toEqual(
          parts.map(({ kind, isNegated }) => [kind, isNegated]),
        );
      },
    ),
    { numRuns: 200, seed: 14 },
  );
});
