import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { type ByteRange, fileKey, type FileStore } from './file-store.ts';

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
  const read = async ({ store }: OpenedStore, key: string, range?: ByteRange): Promise<string> =>
    String(await buffer(await store.read(key, range)));

  describe('a place for files', () => {
    test('what is kept is read, whole and in part, and is moved there once', async () => {
      await using opened = await open();
      const { store } = opened;
      const { key, path } = await arrived(opened, Buffer.from('a picture of boots'));
      await store.keep(key, path);
      await store.keep(key, path);
      expect(await read(opened, key)).toBe('a picture of boots');
      expect(await read(opened, key, { start: 2, end: 8 })).toBe('picture');
      expect(await store.sizeOf(key)).toBe(18);
    });

    test('the same bytes of another upload are others: they stay when the first go', async () => {
      await using opened = await open();
      const { store } = opened;
      const [one, other] = [await arrived(opened, Buffer.from('same')), await arrived(opened, Buffer.from('same'))];
      await store.keep(one.key, one.path);
      await store.keep(other.key, other.path);
      await store.remove(one.key);
      await store.remove(one.key);
      await expect(store.read(one.key)).rejects.toMatchObject({ code: 'ENOENT' });
      expect(await store.sizeOf(one.key)).toBeNull();
      expect(await read(opened, other.key)).toBe('same');
    });

    test('megabytes are read as they were, also by many at once; whoever stops in the middle disturbs nobody', async () => {
      await using opened = await open();
      const { store } = opened;
      const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, place) => (place * 7) % 251));
      const { key, path } = await arrived(opened, bytes);
      await store.keep(key, path);
      const left = await store.read(key);
      for await (const first of left as AsyncIterable<Buffer>) {
        expect(first.length).toBeGreaterThan(0);
        break;
      }
      const whole = await Promise.all([1, 2, 3].map(async () => await buffer(await store.read(key))));
      expect(whole.every((one) => one.equals(bytes))).toBe(true);
      const end = await buffer(await store.read(key, { start: 2_999_990, end: 2_999_999 }));
      expect(end.equals(bytes.subarray(-10))).toBe(true);
    });

    test('it says whether it is there', async () => {
      await using opened = await open();
      await expect(opened.store.ping()).resolves.toBeUndefined();
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
        await expect(opened.store.read(key)).rejects.toThrow('no key');
        await expect(opened.store.sizeOf(key)).rejects.toThrow('no key');
        await expect(opened.store.remove(key)).rejects.toThrow('no key');
        await expect(opened.store.keep(key, opened.folder)).rejects.toThrow('no key');
      },
    );
  });
}
