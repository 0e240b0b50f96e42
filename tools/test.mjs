import './setup/node-version.mjs';
import { measureBundle } from './check-bundle.mjs';
import { checkNames, runStaticChecks } from './checks/static-checks.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { Problem, runEntry, say, secondsSince } from './setup/process.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';
import { ensureWebBuild } from './setup/web-build.mjs';
import { runBrowserTests } from './suites/browser-suite.mjs';
import { findConcerned } from './suites/changed.mjs';
import { describeSlowest } from './suites/slowest.mjs';
import { runVitest } from './suites/vitest-suite.mjs';

const suites = ['check', 'unit', 'server', 'browser'];

/**
 * `npm test` runs everything; `npm test -- server browser` those suites; `npm test -- lint` one check;
 * `npm test -- server resume` the server tests whose file name has "resume" in it. `npm test -- changed` runs what the
 * uncommitted change can break, `npm test -- changed main` what all since that commit can.
 * @param {string[]} args
 */
async function readArguments(args) {
  if (args[0] === 'changed') return await chooseChanged(args[1] ?? 'HEAD');
  const chosenSuites = args.filter((arg) => suites.includes(arg));
  const chosenChecks = args.filter((arg) => checkNames.includes(arg));
  const filters = args.filter((arg) => !suites.includes(arg) && !checkNames.includes(arg));
  if (filters.length > 0 && chosenSuites.length === 0) {
    throw new Problem(`Name a suite before "${filters[0]}": ${suites.join(', ')}. Checks: ${checkNames.join(', ')}.`);
  }
  const everything = args.length === 0;
  return {
    checks: everything || chosenSuites.includes('check') ? checkNames : chosenChecks,
    /** @param {string} suite */
    runs: (suite) => everything || chosenSuites.includes(suite),
    filtersOf: () => filters,
  };
}

/** @param {string} base */
async function chooseChanged(base) {
  const { files, browser } = await findConcerned(base);
  const ofSuite = (/** @type {string} */ suite) =>
    files.filter((file) => isOfServerSuite(file) === (suite === 'server'));
  return {
    checks: checkNames,
    /** @param {string} suite */
    runs: (suite) => (suite === 'browser' ? browser : ofSuite(suite).length > 0),
    /** @param {string} suite */
    filtersOf: (suite) => (suite === 'browser' ? [] : ofSuite(suite)),
  };
}

/** @param {string} file */
function isOfServerSuite(file) {
  return file.startsWith('apps/server/tests/');
}

/**
 * @param {Awaited<ReturnType<typeof readArguments>>} chosen
 * @returns {AsyncGenerator<import('./checks/static-checks.mjs').Result>}
 */
async function* runAll({ checks, runs, filtersOf }) {
  const needsPrograms = runs('server') || runs('browser') || runs('unit');
  const env = needsPrograms ? { ...process.env, ...(await ensureSystemPackages()) } : process.env;
  const needsWebBuild = runs('server') || runs('browser');
  if (checks.length > 0) say('\nChecks');
  const [results, build] = await Promise.all([
    runStaticChecks(checks),
    needsWebBuild ? ensureWebBuild().then(() => null, asProblem) : null,
  ]);
  yield* results;
  if (build) yield failedBuild(build);
  if (needsWebBuild && !build) yield checkBundle();
  if (runs('unit')) yield await runVitest('unit', filtersOf('unit'), env);
  if (runs('server')) yield await runVitest('server', filtersOf('server'), env);
  if (runs('browser') && !build) yield await runBrowserTests(filtersOf('browser'), env);
}

/** @param {unknown} error */
function asProblem(error) {
  if (error instanceof Problem) return error;
  throw error;
}

/** The page's budget, of the build that the tests use. */
function checkBundle() {
  const { lines, problems } = measureBundle();
  say(`\nBundle\n  ${[...lines, ...problems].join('\n  ')}`);
  return { name: 'bundle', passed: Math.max(0, lines.length - problems.length), failed: problems.length, seconds: '' };
}

/** @param {Problem} problem */
function failedBuild(problem) {
  say(`  FAIL  build\n\n${problem.message}\n`);
  return { name: 'build', passed: 0, failed: 1, seconds: '' };
}

await runEntry(async () => {
  const startedAt = performance.now();
  await ensureDependencies();
  const chosen = await readArguments(process.argv.slice(2));
  let passed = 0;
  let failed = 0;
  const summary = [];
  /** @type {import('./suites/slowest.mjs').TimedTest[]} */
  const tests = [];
  for await (const result of runAll(chosen)) {
    passed += result.passed;
    failed += result.failed;
    tests.push(...(result.tests ?? []));
    summary.push(
      `  ${result.failed === 0 ? 'ok  ' : 'FAIL'}  ${result.name.padEnd(12)} ${String(result.passed).padStart(5)} passed ${String(result.failed).padStart(4)} failed  ${result.seconds}`,
    );
  }
  say(`\nSummary (${secondsSince(startedAt)})\n${summary.join('\n')}\n`);
  if (tests.length > 0) say(`Slowest\n${describeSlowest(tests).join('\n')}\n`);
  say(`Tests: ${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});
