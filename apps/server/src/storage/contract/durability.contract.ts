import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { type Migration, migrations } from '../migrations/index.ts';
import { createDirect, history, type OpenStorage, send, sendCommand, apply } from './fixtures.ts';

const nextStep: Migration = {
  name: '9001-pinned',
  async up(db) {
    await db.schema.createTable('pinned').addColumn('id', 'text').execute();
  },
};
const brokenStep: Migration = {
  name: '9002-broken',
  async up(db) {
    await db.schema.createTable('half').addColumn('id', 'text').execute();
    throw new Error('cut off');
  },
};

export function describeDurability(open: OpenStorage): void {
  describe('opening again', () => {
    test('[D2] what was acknowledged is there, and the epoch is the same', async () => {
      await using opened = await open();
      const { epoch, log } = opened.storage;
      const { chatId, ann } = await createDirect(log);
      const command = sendCommand(chatId, ann, 'kept');
      await apply(log, command);
      const before = await history(log, chatId);
      const again = await opened.reopen();
      expect(again.epoch).toBe(epoch);
      expect(await history(again.log, chatId)).toStrictEqual(before);
      expect(await apply(again.log, command)).toStrictEqual({ status: 'unchanged', message: before[0] });
      expect((await send(again.log, chatId, ann, 'next')).seq).toBe(2);
    });

    test('closing finishes what is under way', async () => {
      await using opened = await open();
      const { log } = opened.storage;
      const { chatId, ann } = await createDirect(log);
      const commits = Array.from({ length: 20 }, (_, index) => send(log, chatId, ann, `${index}`));
      const again = await opened.reopen();
      await Promise.all(commits);
      expect(await history(again.log, chatId)).toHaveLength(20);
    });

    test('two databases have two epochs', async () => {
      await using one = await open();
      await using other = await open();
      expect(one.storage.epoch).not.toBe(other.storage.epoch);
    });

    test('ping answers', async () => {
      await using opened = await open();
      await expect(opened.storage.ping(5_000)).resolves.toBeUndefined();
    });
  });

  describe('migrations', () => {
    test('a later version adds its steps to what is there', async () => {
      await using opened = await open();
      const { chatId, ann } = await createDirect(opened.storage.log);
      await send(opened.storage.log, chatId, ann, 'before the upgrade');
      const upgraded = await opened.reopen({ migrations: [...migrations, nextStep] });
      await sql`insert into pinned (id) values ('x')`.execute(upgraded.db);
      expect(await history(upgraded.log, chatId)).toHaveLength(1);
    });

    test('a database of a newer version is refused, by the name of the step that is not known', async () => {
      await using opened = await open({ migrations: [...migrations, nextStep] });
      await expect(opened.reopen()).rejects.toThrow(/newer version of Confab.*9001-pinned/);
    });

    test('[A40] a migration cut off half-way leaves nothing', async () => {
      await using opened = await open();
      const steps = [...migrations, nextStep, brokenStep];
      await expect(opened.reopen({ migrations: steps })).rejects.toThrow('cut off');
      const { db } = await opened.reopen();
      const tables = (await db.introspection.getTables()).map((table) => table.name);
      expect(tables).not.toContain('half');
      expect(tables).not.toContain('pinned');
    });
  });
}
