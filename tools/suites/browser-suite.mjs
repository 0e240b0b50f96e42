import { join } from 'node:path';
import { compileCache, pinnedNode, root } from '../setup/paths.mjs';
import { runInForeground, secondsSince } from '../setup/process.mjs';
import { readReport, reportFile } from './report.mjs';
import { timesInPlaywright } from './slowest.mjs';

/**
 * Runs the browser and accessibility tests.
 * @param {string[]} filters
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('../checks/static-checks.mjs').Result>}
 */
export async function runBrowserTests(filters, env) {
  const startedAt = performance.now();
  const report = reportFile('browser');
  const code = await runInForeground(
    pinnedNode,
    [
      join(root, 'node_modules', '@playwright', 'test', 'cli.js'),
      'test',
      '--config',
      join(root, 'e2e', 'playwright.config.ts'),
      ...filters,
    ],
    { NODE_COMPILE_CACHE: compileCache, ...env, CI: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  );
  const found = readReport(report);
  const { expected: passed = 0, unexpected = 0, flaky = 0 } = found?.stats ?? {};
  const failed = unexpected + flaky;
  return {
    name: 'browser',
    passed,
    failed: code === 0 ? failed : Math.max(1, failed),
    seconds: secondsSince(startedAt),
    tests: timesInPlaywright(found),
  };
}
