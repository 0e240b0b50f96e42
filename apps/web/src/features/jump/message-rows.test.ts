import { initialState } from '@confab/client';
import { expect, test } from 'vitest';
import type { FoundHit } from './find-remembered.ts';
import { fileRows } from './message-rows.ts';

const hit = (name: string, index: number): FoundHit =>
  ({
    chatId: 'a',
    message: { id: `m${index}`, chatId: 'a', seq: index, createdAt: '2026-11-26T12:00:00.000Z', files: [{ name }] },
    ranges: [],
    fileRanges: [{ file: 0, start: 0, end: 1 }],
  }) as unknown as FoundHit;

test('what is called so from the beginning comes first, then what has all of it in its name, then the rest', () => {
  const names = ['plan of the harbour.pdf', 'old harbour plan.pdf', 'Hárbour plan.pdf', 'plan.pdf', 'harbour.pdf'];
  const rows = fileRows(names.map(hit), 'harbour plan', initialState(0, null, 'me'));
  expect(rows.map(({ name }) => name)).toEqual([
    'Hárbour plan.pdf',
    'old harbour plan.pdf',
    'plan of the harbour.pdf',
    'plan.pdf',
  ]);
});
