import { mkdtempDisposable, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileOutboxStorage } from './node.ts';

const entry = {
  clientId: 'a',
  chatId: 'one',
  content: 'hello',
  createdAt: '2026-01-01T00:00:00.000Z',
  failed: { code: 'forbidden', detail: 'no' },
};

test('[D17] the file holds what was saved last, for the next process', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'confab-outbox-'));
  const path = join(folder.path, 'deeper', 'outbox.json');
  const before = fileOutboxStorage(path);
  await expect(before.adopt()).resolves.toEqual([]);
  await before.save([entry, { ...entry, clientId: 'b' }]);
  await before.save([entry]);
  await expect(fileOutboxStorage(path).adopt()).resolves.toEqual([entry]);
  await expect(readdir(join(folder.path, 'deeper'))).resolves.toEqual(['outbox.json']);
});

test('a torn file is an empty outbox', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'confab-outbox-'));
  const path = join(folder.path, 'outbox.json');
  await writeFile(path, '[{"clientId":"a"');
  await expect(fileOutboxStorage(path).adopt()).resolves.toEqual([]);
});
