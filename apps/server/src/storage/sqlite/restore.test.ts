import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rulesUrl } from '../../rules.ts';
import { createDirect, history, send } from '../contract/fixtures.ts';
import { newUser } from '../contract/kysely.contract.ts';
import { backUpSqlite } from './back-up.ts';
import { openSqliteStorage } from './open-sqlite-storage.ts';
import { restoreSqlite } from './restore.ts';

const pageBytes = 4_096;

let folder: string;
let backup: string;
let chatId: string;
/** A folder whose database holds more than the backup; killed, so that its log lies beside it. */
let killed: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-restore-'));
  backup = join(folder, 'backup.db');
  killed = join(folder, 'killed');
  const live = join(folder, 'live');
  await using storage = await opened(live);
  const chat = await createDirect(storage.log);
  chatId = chat.chatId;
  for (const id of [chat.ann, chat.ben]) {
    await storage.db
      .insertInto('users')
      .values({ ...newUser(), id })
      .execute();
  }
  for (let index = 0; index < 60; index++) await send(storage.log, chatId, chat.ann, `backed up ${index} `.repeat(300));
  await writeFile(join(live, 'secret'), 'the first secret');
  await backUpSqlite({ folder: live, file: backup });
  for (let index = 0; index < 5; index++) await send(storage.log, chatId, chat.ann, `later ${index}`);
  await cp(live, killed, { recursive: true });
  await writeFile(join(killed, 'secret'), 'another secret');
});
afterAll(() => rm(folder, { recursive: true }));

async function opened(path: string) {
  const storage = await openSqliteStorage({ folder: path, rules: rulesUrl });
  return { ...storage, [Symbol.asyncDispose]: () => storage.close() };
}

async function countMessages(path: string): Promise<number> {
  await using storage = await opened(path);
  return (await history(storage.log, chatId)).length;
}

let copies = 0;
async function copyOf(path: string): Promise<string> {
  const copy = join(folder, `copy-${++copies}`);
  await cp(path, copy, { recursive: true });
  return copy;
}

async function refusal(file: string): Promise<string> {
  const target = join(folder, 'untouched');
  await cp(killed, target, { recursive: true });
  const error = await restoreSqlite({ file, folder: target, replace: true }).catch((reason: unknown) => reason);
  const listed = async (path: string): Promise<string[]> =>
    (await readdir(path)).filter((name) => !name.startsWith('confab.lock'));
  expect(await listed(target)).toEqual(await listed(killed));
  await rm(target, { recursive: true });
  return String(error);
}

type Change = (file: string) => Promise<void> | void;

async function changed(change: Change): Promise<string> {
  const file = join(folder, `changed-${++copies}.db`);
  await cp(backup, file);
  await change(file);
  return file;
}

function run(sql: string): Change {
  return (file) => {
    const db = new DatabaseSync(file);
    db.exec(sql);
    db.close();
  };
}

/** As backups were before they had one. */
function withoutDigest(sql: string): Change {
  return run(`delete from meta where key = 'backup-digest'; ${sql}`);
}

describe('what lies in the folder', () => {
  test('logs without their database are put aside, and the restored one is whole', async () => {
    const target = await copyOf(killed);
    await rm(join(target, 'confab.db'));
    await writeFile(join(target, 'confab.db-journal'), 'of another time');
    const aside = await restoreSqlite({ file: backup, folder: target, replace: false });
    expect(aside.map((path) => /confab\.db\.before-restore-.*(-\w+)$/.exec(path)?.[1])).toEqual(
      expect.arrayContaining(['-wal', '-shm', '-journal']),
    );
    expect(await countMessages(target)).toBe(60);
  });

  test('the old database stays whole beside the new one, with its log and its secret', async () => {
    const target = await copyOf(killed);
    const shared = join(folder, 'shared.db');
    await cp(backup, shared);
    await chmod(shared, 0o644);
    const aside = await restoreSqlite({ file: shared, folder: target, replace: true });
    expect((await stat(join(target, 'confab.db'))).mode & 0o777).toBe(0o600);
    expect(await countMessages(target)).toBe(60);
    expect(await readFile(join(target, 'secret'), 'utf8')).toBe('the first secret');
    const old = join(folder, 'looked-at');
    const [database = ''] = aside;
    for (const suffix of ['', '-wal']) await cp(database + suffix, join(old, `confab.db${suffix}`));
    expect(await countMessages(old)).toBe(65);
    const secret = aside.find((path) => path.includes('/secret.before-restore-')) ?? '';
    expect(await readFile(secret, 'utf8')).toBe('another secret');
  });

  test('what an earlier try left is not mixed into the new one', async () => {
    const target = await copyOf(killed);
    for (const name of ['part', 'part-journal', 'part-wal', 'restored-journal']) {
      await cp(join(killed, 'confab.db-wal'), join(target, `confab.db.${name}`));
    }
    await restoreSqlite({ file: backup, folder: target, replace: true });
    expect(await countMessages(target)).toBe(60);
    expect((await readdir(target)).filter((name) => /\.(part|restored)/.test(name))).toEqual([]);
  });

  test('a log whose database is missing starts no empty one', async () => {
    const target = await copyOf(killed);
    await rm(join(target, 'confab.db'));
    await expect(opened(target)).rejects.toThrow(/confab\.db is missing, but .*-wal is there/);
    expect((await readFile(join(target, 'confab.db-wal'))).length).toBeGreaterThan(0);
  });
});

describe('what is refused, and changes nothing', () => {
  test('a backup with any one of its pages zeroed', { timeout: 60_000 }, async () => {
    const whole = await readFile(backup);
    for (let start = 0; start < whole.length; start += pageBytes) {
      const file = await changed((path) => writeFile(path, Buffer.from(whole).fill(0, start, start + pageBytes)));
      const target = join(folder, `zeroed-${start}`);
      const restoring = restoreSqlite({ file, folder: target, replace: false });
      await expect(restoring, `page ${start / pageBytes}`).rejects.toThrow(/damaged|no backup/);
      await rm(target, { recursive: true });
      await rm(file);
    }
  });

  test('one letter of one message that is another one', async () => {
    const file = await changed(async (path) => {
      const bytes = await readFile(path);
      bytes[bytes.indexOf('backed up 41 ')] = 'B'.charCodeAt(0);
      await writeFile(path, bytes);
    });
    expect(await refusal(file)).toContain('its content is not what was backed up');
  });

  test.each<[string, Change, RegExp]>([
    ['cut off', (file: string) => truncate(file, 10 * pageBytes), /damaged|malformed/],
    ['empty', (file: string) => truncate(file, 0), /no backup of Confab/],
    ['of another program', run('drop table messages; create table invoices (id)'), /has no table messages/],
    ['of a newer version', run("insert into migrations values ('9999-later', '')"), /newer version.*9999-later/],
    ['an unfinished copy', run("insert into meta values ('unfinished-copy', '{}')"), /unfinished copy/],
    ['with a message missing', withoutDigest('delete from messages where seq = 7'), /numbered from 1/],
    ['with a counter behind', withoutDigest('update chats set seq = 59'), /numbered from 1/],
    ['with a chat missing', withoutDigest('delete from chats'), /chat that is not there/],
    [
      'with a member unknown',
      withoutDigest("insert into members select id, 'x', 'member', 1, 0 from chats"),
      /a person that is not there/,
    ],
    [
      'with a trigger of another',
      run("create trigger more after insert on messages begin update users set role = 'owner'; end"),
      /a trigger that Confab did not make \(more\)/,
    ],
    [
      'with a trigger under the name of one of ours',
      run('drop trigger audit_log_kept; create trigger audit_log_kept before update on audit_log begin select 1; end'),
      /a trigger that Confab did not make \(audit_log_kept\)/,
    ],
    ['with a view', run('create view more as select 1'), /a view that Confab did not make/],
    ['with a virtual table', run('create virtual table more using fts5 (word)'), /a virtual table that Confab did not/],
    ['with a send forgotten', withoutDigest('delete from sends where seq = 9'), /client id is not kept/],
  ])('a file that is %s', async (_, change, words) => {
    expect(await refusal(await changed(change))).toMatch(words);
  });

  test('a copy of a database in use, whose log is beside it', async () => {
    expect(await refusal(join(killed, 'confab.db'))).toMatch(/not whole without .*-wal/);
  });

  test('a backup of a database that is damaged, or under the name of a file that is there', async () => {
    const source = await copyOf(killed);
    await rm(join(source, 'confab.db-wal'));
    const bytes = await readFile(backup);
    await writeFile(join(source, 'confab.db'), bytes.fill(0, 5 * pageBytes, 6 * pageBytes));
    const file = join(folder, 'of-damaged.db');
    await expect(backUpSqlite({ folder: source, file })).rejects.toThrow(/is damaged.*No backup was made/);
    expect(await readdir(folder)).not.toContain('of-damaged.db.part');
    await writeFile(`${file}-wal`, 'of another database');
    await expect(backUpSqlite({ folder: killed, file })).rejects.toThrow('of-damaged.db-wal is there already');
  });
});

/** Restores, and kills itself just before it changes the folder for the nth time. */
const restorer = `
  import fs from 'node:fs';
  import promises from 'node:fs/promises';
  import { syncBuiltinESMExports } from 'node:module';
  const [file, folder, last] = process.argv.slice(1);
  let count = 0;
  for (const [module, names] of [[fs, ['renameSync', 'rmSync', 'fsyncSync']], [promises, ['copyFile', 'writeFile', 'rename', 'open']]]) {
    for (const name of names) {
      const original = module[name];
      module[name] = (...args) => {
        if (++count === Number(last)) process.kill(process.pid, 'SIGKILL');
        return original(...args);
      };
    }
  }
  syncBuiltinESMExports();
  const { restoreSqlite } = await import(${JSON.stringify(new URL('./restore.ts', import.meta.url).href)});
  await restoreSqlite({ file, folder, replace: true });
`;

test(
  '[A40] killed at any step, a restore leaves the old database whole or the new one',
  { timeout: 240_000 },
  async () => {
    const found: number[] = [];
    for (let step = 1; ; step++) {
      const target = await copyOf(killed);
      const child = spawn(process.execPath, ['--input-type=module', '-e', restorer, backup, target, String(step)], {
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      const [code] = await once(child, 'exit');
      const secret = async (): Promise<string> => await readFile(join(target, 'secret'), 'utf8');
      found.push(await countMessages(target));
      expect(await secret()).toBe(found.at(-1) === 60 ? 'the first secret' : 'another secret');
      if (code === 0) break;
    }
    expect(new Set(found)).toEqual(new Set([65, 60]));
    // Once it is decided there is no way back.
    expect(found).toEqual(found.toSorted((one, other) => other - one));
    expect(found.length).toBeGreaterThan(15);
  },
);
