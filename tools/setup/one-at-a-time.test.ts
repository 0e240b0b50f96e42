import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.mjs';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('the second waits until the first is done, and says so', async () => {
  const file = join(folder, 'one', 'lock');
  const told: string[] = [];
  const first = Promise.withResolvers<void>();
  const one = oneAtATime(file, async () => {
    await first.promise;
    told.push('first');
  });
  const two = oneAtATime(
    file,
    async () => void told.push('second'),
    () => first.resolve(),
  );
  await Promise.all([one, two]);
  expect(told).toEqual(['first', 'second']);
  expect(existsSync(file)).toBe(false);
});

test('what failed is given back', async () => {
  const file = join(folder, 'failed');
  await expect(oneAtATime(file, () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
  expect(await oneAtATime(file, async () => 'done')).toBe('done');
});

test('a process that was killed holds nothing', async () => {
  const file = join(folder, 'killed');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await writeFile(file, String(pid));
  expect(await oneAtATime(file, async () => 'done')).toBe('done');
});
