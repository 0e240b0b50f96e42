import { accessSync, constants, lstatSync, statSync, type Stats } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';

/**
 * Why somebody can't write to a path, for the person who can mend it: whose the nearest thing on it is that exists, with
 * which permissions, and who asks.
 */
export function describeAccess(path: string): string {
  const [nearest, stats] = findNearest(path);
  if (isOnReadOnlyFileSystem(nearest)) return `${nearest} is on a file system that is mounted read-only`;
  const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0');
  return `${nearest} belongs to user ${stats.uid}, group ${stats.gid}, mode ${mode}, and Confab runs as ${describeSelf()}`;
}

/** Who runs this process: `user 999 (confab)`. */
export function describeSelf(): string {
  const id = process.getuid?.() ?? 'unknown';
  try {
    return `user ${id} (${userInfo().username})`;
  } catch {
    // In a container the user may have no name.
    return `user ${id}`;
  }
}

function findNearest(path: string): [path: string, stats: Stats] {
  try {
    return [path, statSync(path)];
  } catch (error) {
    if (path === dirname(path)) throw error;
    return findNearest(dirname(path));
  }
}

function isOnReadOnlyFileSystem(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EROFS';
  }
}

/** What is wrong with the first of these places, a folder and the files that shall be in it, of which some may be missing. */
export function findObstacle([folder, ...files]: readonly string[]): string | null {
  for (const path of [folder, ...files]) {
    if (path === undefined || lstatSync(path, { throwIfNoEntry: false }) === undefined) continue;
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return `${path} is a link that leads nowhere`;
    if (path !== folder && stats.isDirectory()) return `${path} is a folder`;
    if (!isWritable(path)) return describeAccess(path);
  }
  return null;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
