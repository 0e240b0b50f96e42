import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDataFolder } from './data-folder.ts';
import { StorageOpenError } from './storage-errors.ts';

test('every folder that is missing is made, for its owner alone, and one that is there stays', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'confab-folder-'));
  try {
    const folder = join(parent, 'one', 'two');
    await Promise.all([makeDataFolder(folder), makeDataFolder(folder)]);
    await makeDataFolder(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  } finally {
    await rm(parent, { recursive: true });
  }
});

test.runIf(process.platform === 'linux').each(['/proc/nowhere', '/proc/nowhere/data', '/dev/null/data'])(
  '%s is refused at once, by name',
  { timeout: 5_000 },
  async (folder) => {
    const refusal = await makeDataFolder(folder).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StorageOpenError);
    expect(String(refusal)).toContain(`The data folder ${folder} can't be made`);
  },
);

test('a file in its place is said to be one', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'confab-folder-'));
  try {
    const file = join(parent, 'file');
    await writeFile(file, '');
    await expect(makeDataFolder(file)).rejects.toThrow(`${file} is a file`);
  } finally {
    await rm(parent, { recursive: true });
  }
});
