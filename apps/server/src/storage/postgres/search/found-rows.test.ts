import { expect, test } from 'vitest';
import type { Query } from '../connections.ts';
import type { Look, NumberedGroup } from './choose-look.ts';
import { type Asked, readFound } from './found-rows.ts';

const group = (words: number, no: number): NumberedGroup => ({
  anyOf: Array.from({ length: words }, (_, place) => no * 10 + place),
  count: 5,
});

/** All that can be checked beside each other: one word, or several that stand for one. */
function checksOf(count: number): NumberedGroup[][] {
  if (count === 0) return [[]];
  return checksOf(count - 1).flatMap((rest) => [1, 2].map((words) => [...rest, group(words, count)]));
}

function* everyLook(): Generator<Look> {
  for (let checks = 0; checks <= 6; checks += 1) {
    for (const checked of checksOf(checks)) {
      yield { kind: 'through', messages: 300, checked };
      for (let count = 1; count <= 6; count += 1) {
        yield { kind: 'up', looked: Array.from({ length: count }, (_, place) => group(1, place + 10)), checked };
      }
    }
  }
}

function* everyShape(): Generator<Asked> {
  for (const look of everyLook()) {
    for (const order of ['newest', 'oldest'] as const) {
      for (const chats of [null, [1]]) {
        for (const rows of [[], ['a[^a-z0-9]+b']]) {
          for (const hasLines of [true, false]) {
            yield {
              query: { userId: 'ada', above: 0, below: 9, order },
              look,
              chats,
              phrases: { orders: rows, rows },
              limit: 20,
              hasLines,
            };
          }
        }
      }
    }
  }
}

test('[A43] few statements stay prepared, whatever shapes somebody asks in, and each name is of one text', async () => {
  const names = new Set<string>();
  const statements = new Set<string>();
  const keep = ({ name, text }: Query): Promise<never[]> => {
    if (name !== undefined) {
      names.add(name);
      statements.add(`${name} ${text}`);
    }
    return Promise.resolve([]);
  };
  for (const asked of everyShape()) await readFound({ query: keep }, asked);
  expect(names.size).toBeGreaterThan(0);
  expect(names.size).toBeLessThanOrEqual(160);
  expect(statements.size).toBe(names.size);
});
