import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createClient } from '@confab/client';
import pg from 'pg';
import sharp from 'sharp';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../src/cli/run-command.ts';
import type { Storage } from '../src/storage/index.ts';
import { rulesUrl } from '../src/rules.ts';
import { openPostgresStorage } from '../src/storage/postgres/open-postgres-storage.ts';
import { PostgresServer } from '../src/storage/postgres/test-server.ts';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import { messageColumnNames } from '../src/storage/message-columns.ts';
import { transfer } from '../src/storage/transfer/index.ts';
import { columnsLeftOut, tablesLeftOut, transferTables } from '../src/storage/transfer/tables.ts';
import { api, passwordOf, type Person, readHistory, registerAll, send, startDirect, startGroup } from './api.ts';
import { connectLive } from './sockets.ts';
import { startServer } from './start-server.ts';

const secret = { AUTH_SECRET: 'x'.repeat(40) };

let postgres: PostgresServer;
let folder: string;
beforeAll(async () => {
  postgres = await PostgresServer.start({ syncs: false });
  folder = await mkdtemp(join(tmpdir(), 'confab-migrate-'));
}, 120_000);
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function confab(...args: string[]): Promise<string> {
  const lines: string[] = [];
  await runCommand(args, (line) => void lines.push(line));
  return lines.join('\n');
}

interface Used {
  /** The file that was sent with the last message in the group. */
  fileId: string;
  people: { ada: Person; bob: Person };
  chatId: string;
  history: unknown;
  pins: unknown;
  epoch: string;
}

/** Leaves a data folder in which people have talked, edited, deleted, reacted, pinned. */
async function useServer(dataDir: string): Promise<Used> {
  await using server = await startServer({ DATA_DIR: dataDir, ...secret });
  const people = await registerAll(server.url, 'ada', 'bob');
  const { ada, bob } = people;
  const { id: chatId } = await startDirect(ada, bob);
  const group = await startGroup(ada, [bob], 'Größe & "quotes" 🎈');
  for (let index = 0; index < 20; index += 1) await send(ada, chatId, `line ${index}\n"🙂" \\ 'quoted'`);
  const paths = (await readHistory(ada, chatId)).map(({ id }) => `/api/chats/${chatId}/messages/${id}`);
  for (const path of [paths[5], paths[4]]) await bob.api.must('PUT', `${path}/pin`);
  await ada.api.must('PATCH', paths[0] ?? '', { content: 'edited' });
  await ada.api.must('DELETE', paths[1] ?? '');
  await bob.api.must('PUT', `${paths[2]}/reactions/${encodeURIComponent('👍')}`);
  await ada.api.must('PUT', `${paths[2]}/reactions/${encodeURIComponent('❤️')}`);
  await send(bob, group.id, 'in the group');
  const fileId = await createClient({ baseUrl: server.url, token: bob.token }).uploadFile(new Blob(['the plan']));
  await bob.api.must('POST', `/api/chats/${group.id}/messages`, { content: '', files: [{ id: fileId }] });
  await using socket = await connectLive(server.url, bob);
  const epoch = socket.ofType('welcome')[0]?.epoch ?? '';
  return { fileId, people, chatId, history: await readHistory(bob, chatId), pins: await readPins(bob, chatId), epoch };
}

const readPins = ({ api: own }: Person, chatId: string) => own.must('GET', `/api/chats/${chatId}/pins`);

/** Ends with an error after so many batches, as a process that is killed does. */
function cutOffAfter(batches: number): () => void {
  let left = batches;
  return () => {
    if (--left === 0) throw new Error('cut off');
  };
}

/** Of both databases alike: rows as they are stored, those that were changed first. */
async function readMessageRows({ db }: Storage, chatId: string) {
  return await db
    .selectFrom('messages')
    .select([...messageColumnNames, 'touched', 'edited_rev'])
    .where('chat_id', '=', chatId)
    .orderBy('rev', 'desc')
    .execute();
}

test('every table and column is copied, or left out on purpose', async () => {
  const storage = await openSqliteStorage({ folder: join(folder, 'columns') });
  const real = await storage.db.introspection.getTables();
  await storage.close();
  const found = real
    .filter(({ name }) => !tablesLeftOut.includes(name))
    .map(({ name, columns }) => {
      const names = columns
        .map((column) => column.name)
        .filter((column) => !columnsLeftOut.includes(`${name}.${column}`));
      return [name, names.toSorted()];
    });
  const copied = transferTables.map(({ name, columns }) => [name, columns.toSorted()]);
  expect(Object.fromEntries(copied)).toEqual(Object.fromEntries(found));
});

test(
  '[D15] from SQLite to PostgreSQL, cut off and gone on with, and back: sessions, history and cursors hold',
  { timeout: 120_000 },
  async () => {
    const [before, after] = [join(folder, 'before'), join(folder, 'after')];
    const { fileId, people, chatId, history, pins, epoch } = await useServer(before);
    const url = await postgres.createDatabase();
    const rows = await withFolder(before, (storage) => readMessageRows(storage, chatId));
    // Reacted to twice, deleted, edited, pinned: otherwise nothing that was changed is copied here.
    expect(rows.slice(0, 4).map(({ seq, touched }) => [seq, touched])).toEqual([
      [3, 1],
      [2, 1],
      [1, 1],
      [5, 1],
    ]);
    expect(rows[0]?.parts).toContain('❤️');
    expect(rows[1]).toMatchObject({ content: '', deleted_at: expect.any(Number) as number });
    expect(rows[2]).toMatchObject({ content: 'edited', edited_at: expect.any(Number) as number });

    await withBoth(before, url, async (from, to) => {
      await expect(transfer({ from, to, batchRows: 3, onRows: cutOffAfter(9) })).rejects.toThrow('cut off');
    });
    await expect(openPostgresStorage({ url })).rejects.toThrow('unfinished copy');
    const said = await confab('migrate', '--from', before, '--to', url);
    expect(said).toMatch(/Going on with \w+/);
    expect(said).toMatch(/messages\s+2\d/);
    expect(said).toContain('DATABASE_URL');
    // Where the nodes go on with them.
    expect(said).toContain(`The files stay in ${join(before, 'files')}`);

    const copy = await openPostgresStorage({ url, rules: rulesUrl });
    expect(await readMessageRows(copy, chatId)).toEqual(rows);
    await using server = await startServer(secret, { storage: copy });
    const bob = { ...people.bob, api: api(server.url, people.bob.token) };
    expect(await readHistory(bob, chatId)).toEqual(history);
    expect(await readPins(bob, chatId)).toEqual(pins);
    await using resumed = await connectLive(server.url, bob, { epoch, cursors: { [chatId]: 1 } });
    expect(resumed.ofType('reset')).toEqual([]);
    expect(resumed.ofType('changes').map((page) => page.chatId)).toContain(chatId);
    await server.close();

    await expect(confab('migrate', '--from', url, '--to', after)).rejects.toThrow('Say where the files are');
    const back = await confab('migrate', '--from', url, '--to', after, '--files', join(before, 'files'));
    expect(back).toContain('1 files: 1 copied');
    expect(await withFolder(after, (storage) => readMessageRows(storage, chatId))).toEqual(rows);
    await using returned = await startServer({ DATA_DIR: after, ...secret });
    const ada = { ...people.ada, api: api(returned.url, people.ada.token) };
    expect(await readHistory(ada, chatId)).toEqual(history);
    expect(await readPins(ada, chatId)).toEqual(pins);
    const headers = { authorization: `Bearer ${people.bob.token}` };
    expect(await (await fetch(`${returned.url}/api/files/${fileId}`, { headers })).text()).toBe('the plan');

    // Whoever goes on with the original has another history from here on.
    const original = await openSqliteStorage({ folder: before });
    expect(original.epoch).not.toBe(epoch);
    await original.close();
  },
);

test(
  '[A40] an export of everything is read back without loss by the other database, and exported the same',
  { timeout: 120_000 },
  async () => {
    const [source, first, second, files] = ['export', 'first', 'second', 'read-back'].map((name) =>
      join(folder, name),
    ) as [string, string, string, string];
    const { people, chatId, history, pins } = await useServer(source);
    await furnish(source, people.ada);
    await confab('export', '--from', source, '--to', first);
    const url = await postgres.createDatabase();
    expect(await confab('import', '--from', first, '--to', url, '--files-to', files)).toContain(
      'Everybody logs in anew',
    );
    await expect(confab('import', '--from', first, '--to', url, '--files-to', files)).rejects.toThrow('in use');
    await confab('export', '--from', url, '--to', second, '--files', files);

    const [before, after] = [await readFolder(first), await readFolder(second)];
    expect([...after.keys()]).toEqual([...before.keys()]);
    // That it was exported and read back is noted meanwhile, and nothing else is another.
    const notesOf = (found: Map<string, string>): string[] =>
      found.get('tables/audit_pending.jsonl')?.match(/\w+\.made/g) ?? [];
    expect([notesOf(before), notesOf(after)]).toEqual([['export.made'], ['export.made', 'import.made', 'export.made']]);
    for (const found of [before, after])
      for (const name of ['tables/audit_pending.jsonl', 'export.json']) found.delete(name);
    expect(after).toEqual(before);
    for (const table of [
      'invitations',
      'person_documents',
      'custom_emoji_images',
      'faces',
      'audit_log',
      'accounts',
      'pins',
      'place_settings',
    ])
      expect([table, (before.get(`tables/${table}.jsonl`) ?? '') !== '']).toEqual([table, true]);
    expect(await confab('audit', 'verify', '--in', url)).toContain('The audit log is whole');

    await using server = await startServer(secret, { storage: await openPostgresStorage({ url, rules: rulesUrl }) });
    const body = { username: people.bob.user.username, password: passwordOf('bob') };
    const { token } = await api(server.url).must<{ token: string }>('POST', '/api/auth/login', body);
    const bob = { ...people.bob, api: api(server.url, token) };
    expect(await readHistory(bob, chatId)).toEqual(history);
    expect(await readPins(bob, chatId)).toEqual(pins);
    await send(bob, chatId, 'it goes on');
  },
);

/** What a place has beside chats. */
async function furnish(dataDir: string, { token }: Person): Promise<void> {
  await using server = await startServer({ DATA_DIR: dataDir, ...secret });
  const ada = api(server.url, token);
  const square = { create: { width: 64, height: 64, channels: 3, background: '#0a0' } } as const;
  const picture = await sharp(square).png().toBuffer();
  const image = `data:image/png;base64,${picture.toString('base64')}`;
  await ada.must('PUT', '/api/emoji/leaf', { image });
  const fileId = await createClient({ baseUrl: server.url, token }).uploadFile(new Blob([new Uint8Array(picture)]));
  await ada.must('PUT', '/api/users/me/picture', { fileId, crop: { x: 0, y: 0, size: 1 } });
  await ada.must('PUT', '/api/me/documents/theme', { value: { choice: 'dark' } });
  await ada.must('PATCH', '/api/place', { name: 'Größe' });
  await ada.must('POST', '/api/invitations', { usesMax: 3 });
  const { user } = await ada.must<{ user: { id: string } }>('GET', '/api/auth/me');
  await ada.must('PUT', `/api/holds/person/${user.id}`, { reason: 'case 12' });
  await ada.must('GET', '/api/audit');
}

/** Every file below a folder, as Latin-1: each byte is a character. */
async function readFolder(path: string): Promise<Map<string, string>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  return new Map(
    await Promise.all(paths.map(async (file) => [relative(path, file), await readFile(file, 'latin1')] as const)),
  );
}

test('a copy that is not the same is found, by chat', { timeout: 60_000 }, async () => {
  const before = join(folder, 'changed');
  const { chatId } = await useServer(before);
  const url = await postgres.createDatabase();
  await withBoth(before, url, async (from, to) => {
    await expect(transfer({ from, to, batchRows: 3, onRows: cutOffAfter(12) })).rejects.toThrow('cut off');
    await sql`update messages set content = 'forged' where chat_id = ${chatId} and seq = 1`.execute(to.db);
    await expect(transfer({ from, to })).rejects.toThrow(`messages of chat ${chatId}`);
    await expect(transfer({ from, to })).rejects.toThrow('not the same as the original');
  });
  await expect(openPostgresStorage({ url })).rejects.toThrow('unfinished copy');
});

describe('what is refused', () => {
  test('a target that is in use, in every way', { timeout: 60_000 }, async () => {
    const [one, other] = [join(folder, 'one'), join(folder, 'other')];
    await useServer(one);
    await useServer(other);
    await expect(confab('migrate', '--from', one, '--to', other)).rejects.toThrow('The target is in use');
    const foreign = await postgres.createDatabase();
    const client = new pg.Client({ connectionString: foreign });
    await client.connect();
    await client.query('create table invoices (id int)');
    await client.end();
    await expect(confab('migrate', '--from', one, '--to', foreign)).rejects.toThrow('another program (invoices)');
    const full = join(folder, 'full');
    await mkdir(full);
    await writeFile(join(full, 'thesis.txt'), '');
    await expect(confab('migrate', '--from', one, '--to', full)).rejects.toThrow('holds other things (thesis.txt)');
    const begun = await postgres.createDatabase();
    await withBoth(one, begun, async (from, to) => {
      await expect(transfer({ from, to, batchRows: 3, onRows: cutOffAfter(2) })).rejects.toThrow('cut off');
    });
    await expect(confab('migrate', '--from', other, '--to', begun)).rejects.toThrow('a copy of another database');
  });

  test('a source that a server is running on, or that is none', async () => {
    await using running = await startServer();
    const { dataDir } = running.parts.config;
    const target = join(folder, 'never');
    await expect(confab('migrate', '--from', dataDir, '--to', target)).rejects.toThrow('in use by another Confab');
    await expect(confab('migrate', '--from', target, '--to', dataDir)).rejects.toThrow('There is no database in');
  });

  test.each([
    [['move'], 'There is no command "move"'],
    [['migrate'], '"migrate" needs --to'],
    [['migrate', '--to', 'mysql://x/y'], 'mysql: is not a database that Confab can use'],
    [['migrate', '--to', './data'], 'the same place'],
    [['migrate', '--to', 'x', '--replace'], '"migrate" takes no --replace'],
    [['migrate', '--too', 'x'], "Unknown option '--too'"],
    [['migrate', '--to', '~/chat'], '--to begins with ~'],
    [['restore', '--from', '"monday.db"'], '--from has quotes around it'],
    [['backup', '--to', '/tmp/x', '--from', '/nowhere'], 'There is no database in /nowhere'],
  ])('%j', async (args, words) => {
    await expect(confab(...args)).rejects.toThrow(words);
  });
});

async function withFolder<Result>(path: string, work: (storage: Storage) => Promise<Result>): Promise<Result> {
  const storage = await openSqliteStorage({ folder: path });
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}

async function withBoth(from: string, to: string, work: (from: Storage, to: Storage) => Promise<void>): Promise<void> {
  const source = await openSqliteStorage({ folder: from });
  const target = await openPostgresStorage({ url: to, acceptsUnfinishedCopy: true });
  try {
    await work(source, target);
  } finally {
    await target.close();
    await source.close();
  }
}
