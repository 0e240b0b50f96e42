import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Uploads } from './uploads.ts';

test('whoever asks for an upload that is whole at the same time waits for the same: it is kept once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-uploads-'));
  const finish = vi.fn<() => Promise<void>>(async () => {});
  const uploads = new Uploads({ folder, fileBytesMax: 10, start: async () => 'boots', finish });
  await Promise.all([uploads.finish('boots'), uploads.finish('boots')]);
  expect(finish).toHaveBeenCalledTimes(1);
  await uploads.finish('boots');
  expect(finish).toHaveBeenCalledTimes(2);
  await rm(folder, { recursive: true });
});
