/** @typedef {{ name: string, ms: number }} TimedTest */

const shown = 10;

/**
 * Every test of a Vitest report (`--reporter=json`, in the manner of Jest's) with how long it took.
 * @param {any} report
 * @returns {TimedTest[]}
 */
export function timesInVitest(report) {
  const files = report?.testResults ?? [];
  return files.flatMap((/** @type {any} */ file) =>
    file.assertionResults.map((/** @type {any} */ test) => ({ name: test.fullName, ms: test.duration ?? 0 })),
  );
}

/**
 * Every test of a Playwright report (`--reporter=json`): suites lie in one another.
 * @param {any} report
 * @returns {TimedTest[]}
 */
export function timesInPlaywright(report) {
  return (report?.suites ?? []).flatMap(timesInSuite);
}

/**
 * @param {any} suite
 * @returns {TimedTest[]}
 */
function timesInSuite(suite) {
  const own = (suite.specs ?? []).map((/** @type {any} */ spec) => ({
    name: spec.title,
    ms: spec.tests.flatMap((/** @type {any} */ test) => test.results).reduce(sumDuration, 0),
  }));
  return [...own, ...(suite.suites ?? []).flatMap(timesInSuite)];
}

/**
 * @param {number} sum
 * @param {{ duration: number }} result
 */
function sumDuration(sum, { duration }) {
  return sum + duration;
}

/**
 * The slowest first, a line each: where the time of a run goes.
 * @param {readonly TimedTest[]} tests
 */
export function describeSlowest(tests) {
  const slowest = tests.toSorted((one, other) => other.ms - one.ms).slice(0, shown);
  return slowest.map(({ name, ms }) => `  ${(ms / 1_000).toFixed(1).padStart(6)} s  ${name}`);
}
