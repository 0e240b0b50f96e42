import { expect, test } from 'vitest';
import { nextPart } from './find-untold.ts';

test.for([
  ['nothing yet: the newest', { told: null, seq: 1_000 }, { after: 900, head: 1_000 }],
  ['nothing yet, a few', { told: null, seq: 3 }, { after: 0, head: 3 }],
  ['what is new', { told: 7, seq: 9 }, { after: 7, head: 9 }],
  ['of many the oldest first', { told: 7, seq: 2_000 }, { after: 7, head: 507 }],
  ['after a long time the newest', { told: 7, seq: 30_000 }, { after: 10_000, head: 10_500 }],
] as const)('people are told of %s', ([, log, expected]) => {
  expect(nextPart(log)).toEqual(expected);
});

test('one part after the other nothing is left out', () => {
  const seen: number[] = [];
  for (let told = 3; told < 1_777;) {
    const { after, head } = nextPart({ told, seq: 1_777 });
    for (let seq = after + 1; seq <= head; seq += 1) seen.push(seq);
    told = head;
  }
  expect(seen).toEqual(Array.from({ length: 1_774 }, (_, index) => index + 4));
});
