import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pinnedNode, root } from '../setup/paths.mjs';
import { capture, Problem } from '../setup/process.mjs';

/** These start the whole server as a process: what concerns them can't be read off their imports. */
const testsOfProcesses = [
  'apps/server/src/storage/sqlite/kill.test.ts',
  'apps/server/tests/cluster/cluster.test.ts',
  'apps/server/tests/process.test.ts',
  'apps/server/tests/second-node.test.ts',
  'apps/server/tests/sigkill.test.ts',
];
const ofServer = /^(?:apps\/server\/|packages\/protocol\/|package(?:-lock)?\.json$)/;
const ofPage = /^(?:apps\/|packages\/|e2e\/|package(?:-lock)?\.json$)/;

/**
 * Which tests a change can break: the Vitest files, found by what they import, and whether the browser's are among them.
 * @param {string} base a commit; what differs from it, committed or not, is the change
 */
export async function findConcerned(base) {
  const files = changedFiles(base);
  const imported = await listByImports(base);
  return {
    files: [...new Set([...imported, ...(files.some((file) => ofServer.test(file)) ? testsOfProcesses : [])])],
    browser: files.some((file) => ofPage.test(file)),
  };
}

/** @param {string} base */
function changedFiles(base) {
  try {
    const git = (/** @type {string[]} */ ...args) =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return (git('diff', '--name-only', base) + git('ls-files', '--others', '--exclude-standard')).split('\n');
  } catch {
    throw new Problem(`git does not know "${base}". Name a commit: npm test -- changed main`);
  }
}

/** @param {string} base */
async function listByImports(base) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const { code, output } = await capture(pinnedNode, [vitest, 'list', '--filesOnly', '--changed', base]);
  if (code !== 0) throw new Problem(output);
  return output.split('\n').flatMap((line) => /^\[[\w-]+\] (.+)$/.exec(line)?.[1] ?? []);
}
