import { expect, test } from 'vitest';
import { searchRow } from './use-place-rows.ts';

test('what is looked for stands in quotes, a phrase in its own alone', () => {
  expect(searchRow('').name).toBe('Search messages');
  expect(searchRow('school trip').name).toBe('Search messages for “school trip”');
  expect(searchRow('"school trip" bus').name).toBe('Search messages for "school trip" bus');
});
