import { expect, test } from 'vitest';
import { createUuid } from './uuid.ts';

test('ids are UUIDs of version 7, and rise in the order in which they were made', () => {
  const ids = Array.from({ length: 10_000 }, () => createUuid());
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
});

test('an id begins with the time, and does not go back with the clock', () => {
  const at = Date.now() + 60_000;
  const id = createUuid(at);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(at);
  expect(createUuid(at - 50_000) > id).toBe(true);
});
