import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FilePlace, type FileStore, openFileStore } from '../files/index.ts';
import { startS3 } from '../files/s3/test-store.ts';
import { openSqliteStorage } from '../storage/sqlite/open-sqlite-storage.ts';
import { backUpWithFiles } from './backup.ts';
import { runCommand } from './run-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-backup-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function confab(args: readonly string[], surroundings = {}): Promise<string> {
  const lines: string[] = [];
  await runCommand(args, (line) => void lines.push(line), surroundings);
  return lines.join('\n');
}

interface Data {
  path: string;
  place: FilePlace;
  store: FileStore;
  add(content: string): Promise<string>;
  forget(key: string): void;
}

/** A data folder with files as if people had sent them. */
async function newData(...contents: string[]): Promise<Data & { keys: string[] }> {
  const path = join(folder, randomUUID());
  const storage = await openSqliteStorage({ folder: path });
  await storage.close();
  const place = { folder: join(path, 'files'), s3: null };
  const store = await openFileStore(place);
  const change = (statement: string, ...values: (string | number)[]): void => {
    const db = new DatabaseSync(join(path, 'confab.db'));
    db.prepare(statement).run(...values);
    db.close();
  };
  const data: Data = {
    path,
    place,
    store,
    async add(content) {
      const id = randomUUID();
      const key = `${createHash('sha256').update(content).digest('hex')}.${id}`;
      await writeFile(join(path, 'arrived'), content);
      await store.ping();
      await store.keep(key, join(path, 'arrived'));
      change(`insert into files values (?, 'ada', 'x.txt', 'text/plain', ?, ?, 1, 1, 0)`, id, content.length, key);
      return key;
    },
    forget: (key) => change('update files set free_at = -1 where key = ?', key),
  };
  const keys: string[] = [];
  for (const content of contents) keys.push(await data.add(content));
  return { ...data, keys };
}

const pathIn = (backup: string, key = ''): string => join(`${backup}.files`, key.slice(0, 2), key);

test('[A40] a backup has the files, a second one takes no room for them again, and either is whole without the other', async () => {
  const data = await newData('one', 'two');
  const [monday, tuesday] = [join(folder, 'monday.db'), join(folder, 'tuesday.db')];
  expect(await confab(['backup', '--from', data.path, '--to', monday])).toContain('2 files: 2 copied');
  const third = await data.add('three');
  expect(await confab(['backup', '--from', data.path, '--to', tuesday])).toContain(
    '3 files: 1 copied (0.0 MiB), 2 there',
  );
  const [first = ''] = data.keys;
  expect((await stat(pathIn(tuesday, first))).nlink).toBe(2);
  expect((await stat(pathIn(tuesday, third))).mode & 0o777).toBe(0o600);
  await rm(`${monday}.files`, { recursive: true });
  await rm(monday);
  const target = join(folder, 'restored');
  expect(await confab(['restore', '--from', tuesday, '--to', target])).toContain('3 files: 3 copied');
  for (const key of [...data.keys, third]) {
    const path = join(target, 'files/kept', key.slice(0, 2), key);
    expect((await readFile(path)).equals(await readFile(pathIn(tuesday, key)))).toBe(true);
  }
  // A second time nothing has to be copied: what is there was read through.
  expect(await confab(['restore', '--from', tuesday, '--to', target, '--replace'])).toContain('0 copied');
});

test('[A40] what is removed while it is copied is in no backup, and what is added meanwhile is', async () => {
  const data = await newData('stays', 'goes');
  const [, goes = ''] = data.keys;
  let late = '';
  const store: FileStore = {
    ...bound(data.store),
    async read(key, range) {
      if (key === goes && late === '') {
        late = await data.add('late');
        // As the job does it: the row first, then the bytes.
        data.forget(key);
        await data.store.remove(key);
      }
      return await data.store.read(key, range);
    },
  };
  const file = join(folder, 'moving.db');
  const copied = await backUpWithFiles({ folder: data.path, file, store });
  expect(copied.missing).toEqual([]);
  const db = new DatabaseSync(file, { readOnly: true });
  const named = db.prepare('select key from files where free_at = 0').all() as { key: string }[];
  db.close();
  expect(new Set(named.map(({ key }) => key))).toEqual(new Set([data.keys[0], late]));
  for (const { key } of named) await expect(stat(pathIn(file, key))).resolves.toBeDefined();
});

test('[A40] cut off, a backup has no database yet, and the same command goes on with its files', async () => {
  const data = await newData('first', 'second', 'third');
  const file = join(folder, 'cut.db');
  let left = 2;
  const store: FileStore = {
    ...bound(data.store),
    read: (key) => (left-- > 0 ? data.store.read(key) : Promise.reject(new Error('The disk is full.'))),
  };
  await expect(backUpWithFiles({ folder: data.path, file, store })).rejects.toThrow('The disk is full.');
  await expect(stat(file)).rejects.toThrow('ENOENT');
  expect(await confab(['backup', '--from', data.path, '--to', file])).toContain('3 files: 1 copied');
});

test('[A40] a file that was lost before is named, and the others are backed up', async () => {
  const data = await newData('there', 'lost');
  await data.store.remove(data.keys[1] ?? '');
  const file = join(folder, 'lossy.db');
  expect(await confab(['backup', '--from', data.path, '--to', file])).toContain('WARNING: 1 files are missing');
  const target = join(folder, 'lossy');
  await expect(confab(['restore', '--from', file, '--to', target])).rejects.toThrow(
    '1 files that people sent are neither',
  );
  expect(await readdir(target)).not.toContain('confab.db');
  expect(await confab(['restore', '--from', file, '--to', target, '--despite-missing-files'])).toContain(
    'Without 1 files',
  );
});

test('[A40] bytes that changed are refused before anything is, and good ones take the place of bad ones', async () => {
  const data = await newData('as it was sent');
  const [key = ''] = data.keys;
  const file = join(folder, 'sound.db');
  await confab(['backup', '--from', data.path, '--to', file]);
  const kept = join(data.place.folder, 'kept', key.slice(0, 2), key);
  await writeFile(kept, 'as it was SENT');
  const another = join(folder, 'another.db');
  await copyFile(file, another);
  expect(await confab(['restore', '--from', file, '--to', data.path, '--replace'])).toContain('1 copied');
  expect(await readFile(kept, 'utf8')).toBe('as it was sent');
  await writeFile(pathIn(file, key), 'as it was SENT');
  const target = join(folder, 'unsound');
  await expect(confab(['restore', '--from', file, '--to', target])).rejects.toThrow('is damaged');
  expect(await readdir(target)).not.toContain('confab.db');
});

test('files move to a bucket and back, each proven, and a second time nothing is copied', async () => {
  const data = await newData('one', 'two');
  await using s3 = await startS3();
  const settings = { filesKeyId: 'S3RVER', filesSecret: 'S3RVER', filesFolder: join(folder, 'arriving') };
  const here = ['--files', data.place.folder];
  const move = (...more: string[]): Promise<string> => confab(['copy-files', '--in', data.path, ...more], settings);
  expect(await move(...here, '--to', s3.url)).toContain('2 files: 2 copied');
  expect(await move(...here, '--to', s3.url)).toContain('0 copied (0.0 MiB), 2 there');
  const back = join(folder, 'back');
  expect(await move('--files', s3.url, '--to', back)).toContain('2 copied');
  const [key = ''] = data.keys;
  expect(await readFile(join(back, 'kept', key.slice(0, 2), key), 'utf8')).toBe('one');
  // A backup of what is in the bucket, without a word of where that is.
  const file = join(folder, 'of-bucket.db');
  const ofBucket = { ...settings, filesUrl: s3.url };
  expect(await confab(['backup', '--from', data.path, '--to', file], ofBucket)).toContain('2 copied');
  await (await openFileStore({ folder: back, s3: s3.place })).remove(key);
  const target = join(folder, 'to-bucket');
  expect(await confab(['restore', '--from', file, '--to', target], ofBucket)).toContain('1 copied (0.0 MiB), 1 there');
  await expect(move(...here, '--to', 's3://bucket', '--files', 'x')).rejects.not.toThrow('S3RVER');
  await expect(confab(['copy-files', '--in', data.path, '--to', s3.url])).rejects.toThrow('FILES_ACCESS_KEY_ID');
  await expect(move('--to', 'https://me:secret@example.org/bucket')).rejects.toThrow(/^A bucket is/);
});

/** Its methods, to replace some. */
function bound(store: FileStore): FileStore {
  return {
    keep: (key, path) => store.keep(key, path),
    sizeOf: (key) => store.sizeOf(key),
    read: (key, range) => store.read(key, range),
    remove: (key) => store.remove(key),
    ping: () => store.ping(),
  };
}

test('a backup into a folder that is not there says so, and makes none', async () => {
  const data = await newData();
  const away = join(folder, 'away');
  const refusal = `There is no folder ${away}. Make it, and try again.`;
  await expect(confab(['backup', '--to', join(away, 'monday.db'), '--from', data.path])).rejects.toThrow(refusal);
  await expect(stat(away)).rejects.toThrow('ENOENT');
});
