import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { describeAccess } from './file-access.ts';
import { StorageOpenError } from './storage-errors.ts';

/**
 * Makes the data folder and those above it that are missing. Rejects with `StorageOpenError`. One at a time: Node's
 * recursive mkdir goes on for ever where a file system says that a folder it lists can't be entered, as /proc does.
 */
export async function makeDataFolder(folder: string): Promise<void> {
  const path = resolve(folder);
  try {
    for (const missing of await listMissing(path)) await makeOne(missing);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const access = isCoded(error, 'EACCES') || isCoded(error, 'EPERM') ? `: ${describeAccess(path)}` : '';
    throw new StorageOpenError(
      `The data folder ${path} can't be made (${reason})${access}. Set DATA_DIR to one that can.`,
    );
  }
}

/** The topmost first. */
async function listMissing(path: string): Promise<string[]> {
  const missing: string[] = [];
  for (let folder = path; !(await isFolder(folder)); folder = dirname(folder)) missing.unshift(folder);
  return missing;
}

export async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    (error: unknown) => {
      if (isCoded(error, 'ENOENT')) return false;
      throw error;
    },
  );
}

async function isFolder(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    if (isCoded(error, 'ENOENT') && path !== dirname(path)) return false;
    throw error;
  }
  throw new Error(`${path} is a file`);
}

async function makeOne(folder: string): Promise<void> {
  try {
    // Password hashes and everybody's messages: nobody else on the machine reads along.
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (!isCoded(error, 'EEXIST')) throw error;
    // Another process made it in the meantime; or a link is there, and leads nowhere.
    if (!(await isFolder(folder))) throw new Error(`${folder} is a link that leads nowhere`, { cause: error });
  }
}

function isCoded(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
