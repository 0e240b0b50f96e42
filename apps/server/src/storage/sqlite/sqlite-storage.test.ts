import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { placeMigratedFile } from '../../../tests/migrated-databases.ts';
import { rulesUrl } from '../../rules.ts';
import { describeStorage } from '../chat-log.contract.ts';
import { createDirect, history, newId, type OpenedStorage, send, sendCommand } from '../contract/fixtures.ts';
import { newUser } from '../contract/kysely.contract.ts';
import { StorageOpenError, StorageUnavailableError, TransactionTimeoutError } from '../storage-errors.ts';
import type { Storage } from '../storage.ts';
import { openSqliteStorage, type SqliteStorageOptions } from './open-sqlite-storage.ts';

class Folder implements AsyncDisposable {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async make(): Promise<Folder> {
    return new Folder(await mkdtemp(join(tmpdir(), 'confab-storage-')));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true });
  }
}

type Options = Partial<SqliteStorageOptions>;
interface OpenedFolder extends OpenedStorage {
  readonly folder: string;
  reopen(options?: Options): Promise<Storage>;
}

async function open(options?: Options): Promise<OpenedFolder> {
  const folder = await Folder.make();
  if (!options?.migrations) await placeMigratedFile(folder.path);
  let storage = await openSqliteStorage({ folder: folder.path, rules: rulesUrl, ...options });
  return {
    folder: folder.path,
    get storage() {
      return storage;
    },
    async reopen(again) {
      await storage.close();
      storage = await openSqliteStorage({ folder: folder.path, rules: rulesUrl, ...again });
      return storage;
    },
    async [Symbol.asyncDispose]() {
      await storage.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

describeStorage('SQLite', open);

describe('a data folder', () => {
  test('is brought up to date however long that takes', async () => {
    await using folder = await Folder.make();
    const storage = await openSqliteStorage({ folder: folder.path, transactionTimeoutMs: 1 });
    expect(await storage.db.selectFrom('users').selectAll().execute()).toEqual([]);
    await storage.close();
  });

  test('two openers: the second is refused with what to do, and the first goes on', async () => {
    await using opened = await open();
    const second = openSqliteStorage({ folder: opened.folder });
    await expect(second).rejects.toThrow(StorageOpenError);
    await expect(second).rejects.toThrow(/in use by another Confab process.*DATA_DIR/);
    const { chatId, ann } = await createDirect(opened.storage.log);
    await send(opened.storage.log, chatId, ann, 'still here');
  });

  test('closed, it is free for the next at once', async () => {
    await using opened = await open();
    for (let round = 0; round < 3; round++) {
      const storage = await opened.reopen();
      await expect(storage.ping(5_000)).resolves.toBeUndefined();
    }
  });

  test('a file that is no database is refused by name and left as it is', async () => {
    await using folder = await Folder.make();
    const file = join(folder.path, 'confab.db');
    const text = 'holiday plans\n'.repeat(100);
    await writeFile(file, text);
    await expect(openSqliteStorage({ folder: folder.path })).rejects.toThrow(
      `${file} is not a SQLite database. Move it away`,
    );
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  test('a folder that cannot be made is refused by name', async () => {
    await using folder = await Folder.make();
    const file = join(folder.path, 'a-file');
    await writeFile(file, '');
    await expect(openSqliteStorage({ folder: join(file, 'data') })).rejects.toThrow(/a-file\/data can't be made/);
  });
});

describe('a full disk', () => {
  test('[D5] refuses the batch as unavailable, keeps what was acknowledged, and the storage lives', async () => {
    await using opened = await open({ maxFileBytes: 1_500_000 });
    const { log } = opened.storage;
    const { chatId, ann } = await createDirect(log);
    const batch = Array.from({ length: 20 }, () => sendCommand(chatId, ann, 'x'.repeat(1_000)));
    let acknowledged = 0;
    const fill = async (): Promise<never> => {
      for (;;) {
        await log.commit(batch.map((command) => ({ ...command, clientId: newId() })));
        acknowledged += batch.length;
      }
    };
    const filling = fill();
    await expect(filling).rejects.toThrow(StorageUnavailableError);
    await expect(filling).rejects.toThrow(/no space left for .*confab\.db/);
    expect(await history(log, chatId)).toHaveLength(acknowledged);
    const bigger = await opened.reopen({ maxFileBytes: 4_000_000 });
    expect((await send(bigger.log, chatId, ann, 'room again')).seq).toBe(acknowledged + 1);
  });
});

describe('queries on the worker threads', () => {
  test('values that SQLite does not have are stored as ones that it has', async () => {
    await using opened = await open();
    const user = { ...newUser(), email_verified: true, image: undefined };
    await opened.storage.db.insertInto('users').values(user).execute();
    const row = await opened.storage.db.selectFrom('users').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ email_verified: 1, image: null, created_at: '2026-01-02T03:04:05.678Z' });
  });

  test('a transaction that takes too long is rolled back, and others go on', async () => {
    await using opened = await open({ transactionTimeoutMs: 200 });
    const { db, log } = opened.storage;
    const { chatId, ann } = await createDirect(log);
    const [begun, resumed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const stuck = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('users').values(newUser()).execute();
      begun.resolve();
      await resumed.promise;
      await transaction.insertInto('users').values(newUser()).execute();
    });
    const refusal = stuck.catch((error: unknown) => error);
    await begun.promise;
    // Waits for the writer, which the transaction holds until its time is up.
    await send(log, chatId, ann, 'patient');
    resumed.resolve();
    expect(await refusal).toBeInstanceOf(TransactionTimeoutError);
    expect(await db.selectFrom('users').select('id').execute()).toEqual([]);
  });

  test('a read-only transaction sees one snapshot while others write', async () => {
    await using opened = await open({ readers: 2 });
    const { db } = opened.storage;
    await db
      .transaction()
      .setAccessMode('read only')
      .execute(async (transaction) => {
        const count = async (): Promise<number> =>
          (await transaction.selectFrom('users').select('id').execute()).length;
        expect(await count()).toBe(0);
        await db.insertInto('users').values(newUser()).execute();
        expect(await count()).toBe(0);
      });
    expect(await db.selectFrom('users').select('id').execute()).toHaveLength(1);
  });

  test('whatever only reads waits for no writer, however it is written down', async () => {
    await using opened = await open();
    const { db } = opened.storage;
    const asked = sql`(values (cast(${'a'} as text)), (cast(${'b'} as text)))`;
    await db.transaction().execute(async () => {
      const rows = await Promise.all([
        sql`select * from ${asked} as asked`.execute(db),
        sql`with asked (id) as ${asked} select id from asked`.execute(db),
      ]);
      expect(rows.map((result) => result.rows.length)).toEqual([2, 2]);
    });
  });

  test('what can be made again waits for no disk, and everything else does after it', async () => {
    await using opened = await open();
    const { db, redoable, log } = opened.storage;
    const waits = async (): Promise<unknown> => (await sql`pragma synchronous`.execute(db)).rows;
    const full = await waits();
    await redoable.insertInto('users').values(newUser()).execute();
    const updated = await sql`with there (id) as (select id from users) update users set name = 'Ben'
      where id in (select id from there) returning name`.execute(redoable);
    expect(updated.rows).toEqual([{ name: 'Ben' }]);
    await expect(sql`delete from nowhere`.execute(redoable)).rejects.toThrow(/nowhere/);
    expect(await waits()).toEqual(full);
    const { chatId, ann } = await createDirect(log);
    await send(log, chatId, ann, 'kept');
    const again = await opened.reopen();
    expect(await again.db.selectFrom('users').select('name').execute()).toEqual([{ name: 'Ben' }]);
  });
});
