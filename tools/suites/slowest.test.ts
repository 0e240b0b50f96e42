import { expect, test } from 'vitest';
import { describeSlowest, timesInPlaywright, timesInVitest } from './slowest.mjs';

test('the ten slowest tests are named, the slowest first', () => {
  const tests = Array.from({ length: 12 }, (_, index) => ({ name: `test ${index}`, ms: index * 1_000 }));
  const lines = describeSlowest(tests);
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe('    11.0 s  test 11');
  expect(lines.at(-1)).toBe('     2.0 s  test 2');
});

test('times are read from the reports of both runners, however deep a suite lies', () => {
  const vitest = { testResults: [{ assertionResults: [{ fullName: 'sends', duration: 3 }, { fullName: 'waits' }] }] };
  expect(timesInVitest(vitest)).toEqual([
    { name: 'sends', ms: 3 },
    { name: 'waits', ms: 0 },
  ]);
  const inner = { specs: [{ title: 'talks', tests: [{ results: [{ duration: 5 }, { duration: 6 }] }] }] };
  expect(timesInPlaywright({ suites: [{ suites: [inner] }] })).toEqual([{ name: 'talks', ms: 11 }]);
  expect(timesInVitest(null)).toEqual([]);
});
