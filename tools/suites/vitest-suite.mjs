import { join } from 'node:path';
import { compileCache, pinnedNode, root } from '../setup/paths.mjs';
import { runInForeground, secondsSince } from '../setup/process.mjs';
import { readReport, reportFile } from './report.mjs';
import { timesInVitest } from './slowest.mjs';

/**
 * Runs the tests of one suite: the Vitest projects whose names begin with its name.
 * @param {string} suite
 * @param {string[]} filters names of files or parts of them; all tests if empty
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('../checks/static-checks.mjs').Result>}
 */
export async function runVitest(suite, filters, env) {
  const startedAt = performance.now();
  const report = reportFile(suite);
  const code = await runInForeground(
    pinnedNode,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--project',
      `${suite}*`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ],
    // Every server and every thread of the tests loads the same modules.
    { NODE_COMPILE_CACHE: compileCache, ...env, CI: '1' },
  );
  const found = readReport(report);
  const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = found ?? {};
  // A file that does not load, or an error outside any test, fails the run without a failed test.
  return {
    name: suite,
    passed,
    failed: code === 0 ? failed : Math.max(1, failed),
    seconds: secondsSince(startedAt),
    tests: timesInVitest(found),
  };
}
