import { expect, test } from 'vitest';
import { runSigkillLoop } from './faults/sigkill-loop.ts';

test('[A31] [D1] [D2] [D4] 12 kills in the middle of sends lose and double nothing', async () => {
  const report = await runSigkillLoop(12);
  expect(report.violations).toEqual([]);
  expect(report.acknowledged).toBeGreaterThan(100);
  expect(report.retried).toBeGreaterThan(0);
}, 240_000);
