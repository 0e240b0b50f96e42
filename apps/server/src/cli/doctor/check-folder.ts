import { stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describeAccess, findObstacle, isThere } from '../../storage/index.ts';
import type { Finding } from './finding.ts';

const gib = 1_024 ** 3;
/** Less than this is soon full; less than that is. */
const lowBytes = 2 * gib;
const fullBytes = gib / 10;

/** The data folder, and what is in it that must be written to. */
export async function checkDataFolder(folder: string): Promise<Finding> {
  const path = resolve(folder);
  const subject = 'data folder';
  if (!(await isThere(path))) {
    const above = await nearestOf(path);
    const obstacle = findObstacle([above]);
    if (obstacle === null)
      return { subject, status: 'ok', text: `${path} is not there yet; the first start makes it.` };
    return {
      subject,
      status: 'problem',
      text: `${path} can't be made: ${obstacle}.`,
      advice: 'Set DATA_DIR to another one.',
    };
  }
  const files = ['confab.db', 'confab.db-wal', 'confab.db-shm', 'secret'].map((name) => join(path, name));
  const obstacle = findObstacle([path, ...files]);
  if (obstacle !== null) {
    const advice = `Change the owner (${describeAccess(path)}), or set DATA_DIR to another folder.`;
    return { subject, status: 'problem', text: `${obstacle}.`, advice };
  }
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & 0o007) !== 0) {
    const text = `${path} can be entered by everybody on this machine (mode ${(mode & 0o777).toString(8)}).`;
    return { subject, status: 'attention', text, advice: `Run: chmod 700 ${path}` };
  }
  return { subject, status: 'ok', text: `${path} can be written to.` };
}

/** The room that is left where something is kept. */
export async function checkRoom(subject: string, folder: string): Promise<Finding> {
  const { bavail, bsize, blocks } = await statfs(await nearestOf(resolve(folder)));
  const free = bavail * bsize;
  const text = `${inGib(free)} free of ${inGib(blocks * bsize)}.`;
  const advice = 'Make room, or move the folder to a larger disk: with none left nothing is taken any more.';
  if (free < fullBytes) return { subject, status: 'problem', text, advice };
  return free < lowBytes ? { subject, status: 'attention', text, advice } : { subject, status: 'ok', text };
}

async function nearestOf(path: string): Promise<string> {
  return path === dirname(path) || (await isThere(path)) ? path : await nearestOf(dirname(path));
}

function inGib(bytes: number): string {
  return `${(bytes / gib).toFixed(1)} GiB`;
}
