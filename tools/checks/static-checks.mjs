import { join } from 'node:path';
import { pinnedNode, root } from '../setup/paths.mjs';
import { capture, say, secondsSince } from '../setup/process.mjs';

/**
 * `tests` are those that were timed one by one.
 * @typedef {{ name: string, passed: number, failed: number, seconds: string, tests?: import('../suites/slowest.mjs').TimedTest[] }} Result
 */

/** What can be said about the sources without running them; each is a program on the pinned Node. */
const checks = [
  { name: 'format', program: 'node_modules/oxfmt/bin/oxfmt', args: ['--check'] },
  { name: 'lint', program: 'node_modules/oxlint/bin/oxlint', args: [] },
  { name: 'types', program: 'node_modules/typescript/bin/tsc', args: ['-b'] },
  { name: 'dead-code', program: 'node_modules/knip/bin/knip.js', args: [] },
  { name: 'structure', program: 'tools/checks/check-structure.mjs', args: [] },
  { name: 'licences', program: 'tools/checks/check-licences.mjs', args: [] },
  { name: 'supply', program: 'tools/checks/check-supply.mjs', args: [] },
  { name: 'words', program: 'tools/checks/check-words.mjs', args: [] },
  { name: 'docs', program: 'tools/checks/check-docs.mjs', args: [] },
  { name: 'containers', program: 'tools/checks/check-containers.mjs', args: [] },
];

export const checkNames = checks.map(({ name }) => name);

/**
 * Runs the named checks, two at a time, and shows the output of those that fail.
 * @param {string[]} [names] all of them if left out
 * @returns {Promise<Result[]>}
 */
export async function runStaticChecks(names = checkNames) {
  const waiting = checks.filter(({ name }) => names.includes(name));
  /** @type {Result[]} */
  const results = [];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) results.push(await runCheck(check));
  };
  await Promise.all([lane(), lane()]);
  return results;
}

/**
 * @param {(typeof checks)[number]} check
 * @returns {Promise<Result>}
 */
async function runCheck({ name, program, args }) {
  const startedAt = performance.now();
  const { code, output } = await capture(pinnedNode, [join(root, program), ...args]);
  const seconds = secondsSince(startedAt);
  const notes = output.split('\n').filter((line) => line.startsWith('note: '));
  const told = notes.map((line) => `\n        ${line}`).join('');
  say(code === 0 ? `  ok    ${name} (${seconds})${told}` : `  FAIL  ${name} (${seconds})\n\n${output.trim()}\n`);
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, seconds };
}
