import { delimiter } from 'node:path';
import { onWindows } from './paths.mjs';
import { capture } from './process.mjs';

/**
 * Runs npm as the person has it. `npm start` puts node_modules/.bin first in the path, and an install replaces the Node in there: it runs
 * outside of that. Rejects where there is none.
 * @param {string[]} args
 */
export function captureNpm(args) {
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter);
  return capture('npm', args, { shell: onWindows, env: { ...process.env, PATH: path } });
}
