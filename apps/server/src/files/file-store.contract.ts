import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { fileKey, type FileStore } from './file-store.ts';

export interface OpenedStore extends AsyncDisposable {
  store: FileStore;
  /** Where uploads are before they are kept. */
  folder: string;
}

/** What every place for files must do. */
export function describeFileStore(open: () => Promise<OpenedStore>): void {
  const arrived = async ({ folder }: OpenedStore, bytes: Buffer): Promise<{ key: string; path: string }> => {
    const id = randomUUID();
    const path = join(folder, id);
    await writeFile(path, bytes);
    return { key: fileKey(createHash('sha256').update(bytes).digest('hex'), id), path };
  };
  const all = { start: 0, end: Number.MAX_SAFE_INTEGER };

  describe('a place for files', () => {
    test('what is kept is read, whole and in part, and is moved there once', async () => {
      await using opened = await open();
      const { store } = opened;
      const { key, path } = await arrived(opened, Buffer.from('a picture of boots'));
      await store.keep(key, path);
      await store.keep(key, path);
      expect(String(await buffer(store.read(key, all)))).toBe('a picture of boots');
      expect(String(await buffer(store.read(key, { start: 2, end: 8 })))).toBe('picture');
    });

    test('the same bytes of another upload are others: they stay when the first go', async () => {
      await using opened = await open();
      const { store } = opened;
      const [one, other] = [await arrived(opened, Buffer.from('same')), await arrived(opened, Buffer.from('same'))];
      await store.keep(one.key, one.path);
      await store.keep(other.key, other.path);
      await store.remove(one.key);
      await store.remove(one.key);
      await expect(buffer(store.read(one.key, all))).rejects.toMatchObject({ code: 'ENOENT' });
      expect(String(await buffer(store.read(other.key, all)))).toBe('same');
    });

    test('what never arrived is not kept', async () => {
      await using opened = await open();
      const key = fileKey('0'.repeat(64), randomUUID());
      await expect(opened.store.keep(key, join(opened.folder, 'nothing'))).rejects.toMatchObject({ code: 'ENOENT' });
    });

    test.each(['../../secret', `${'0'.repeat(64)}.../../secret`, '/etc/passwd', '', 'a\0b'])(
      '[A22] %j is no key',
      async (key) => {
        await using opened = await open();
        expect(() => opened.store.read(key, all)).toThrow('no key');
        await expect(opened.store.remove(key)).rejects.toThrow('no key');
        await expect(opened.store.keep(key, opened.folder)).rejects.toThrow('no key');
      },
    );
  });
}
