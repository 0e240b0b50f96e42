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

test('[D17] [A47] the file holds what was saved last, for the next process of this person', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'confab-outbox-'));
  const path = join(folder.path, 'deeper');
  const before = fileOutboxStorage(path, 'me');
  await expect(before.adopt()).resolves.toEqual([]);
  await before.save([entry, { ...entry, clientId: 'b' }]);
  await before.save([entry]);
  await expect(fileOutboxStorage(path, 'me').adopt()).resolves.toEqual([entry]);
  await expect(readdir(path)).resolves.toEqual(['outbox-me.json']);
  await expect(fileOutboxStorage(path, 'ann').adopt()).resolves.toEqual([]);
});

test('a torn file is an empty outbox', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'confab-outbox-'));
  await writeFile(join(folder.path, 'outbox-me.json'), '[{"clientId":"a"');
  await expect(fileOutboxStorage(folder.path, 'me').adopt()).resolves.toEqual([]);
});
