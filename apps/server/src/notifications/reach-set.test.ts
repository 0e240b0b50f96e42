import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { type CompiledQuery, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { expect, test } from 'vitest';
import type { Database } from '../storage/index.ts';
import { ReachSet } from './reach-set.ts';

const way = { keyOf: () => '', delayMs: () => 0 };
const reaches = [
  { ...way, kind: 'push', users: 'select user_id from devices' },
  { ...way, kind: 'mail', users: 'select user_id from readers' },
];

/** A thousand people, each with two devices, and how many rows of them were read. */
function stage() {
  const file = new DatabaseSync(':memory:');
  file.exec('create table devices (user_id text); create index devices_of on devices (user_id)');
  file.exec('create table readers (user_id text primary key)');
  file.exec(`with recursive n (n) as (select 0 union all select n + 1 from n where n < 1999)
    insert into devices select 'u' || (n / 2) from n`);
  const read = { rows: 0 };
  const connection = {
    executeQuery: async ({ sql, parameters }: CompiledQuery) => {
      const rows = file.prepare(sql).all(...(parameters as SQLInputValue[])) as never[];
      read.rows += rows.length;
      return { rows };
    },
    streamQuery: () => {
      throw new Error('Nothing is streamed.');
    },
  };
  const nothing = async (): Promise<void> => {};
  const db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (of) => new SqliteIntrospector(of),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createDriver: () => ({
        init: nothing,
        acquireConnection: async () => connection,
        beginTransaction: nothing,
        commitTransaction: nothing,
        rollbackTransaction: nothing,
        releaseConnection: nothing,
        destroy: nothing,
      }),
    },
  });
  return { file, read, set: new ReachSet(reaches, { db, monotonicNow: () => 0 }) };
}

test('[A43] one who comes and goes is looked at alone, however many there are beside', async () => {
  const { file, read, set } = stage();
  expect(set.mayReach('nobody')).toBe(true);
  await set.refresh();
  expect(read.rows).toBe(1_000);
  expect([set.mayReach('u7'), set.mayReach('ada')]).toEqual([true, false]);
  read.rows = 0;
  for (let round = 0; round < 50; round += 1) {
    file.exec(`insert into devices values ('ada')`);
    set.changed('ada');
    expect(set.mayReach('ada')).toBe(true);
    await set.refresh();
    expect(set.mayReach('ada')).toBe(true);
    file.exec(`delete from devices where user_id = 'ada'`);
    for (let again = 0; again < 20; again += 1) set.changed('ada');
    await set.refresh();
    expect(set.mayReach('ada')).toBe(false);
  }
  expect(read.rows).toBe(50);
});

test('whoever is left out by one way may be reached by another', async () => {
  const { file, set } = stage();
  await set.refresh();
  file.exec(`insert into readers values ('u7'); delete from devices where user_id = 'u7'`);
  set.changed('u7');
  await set.refresh();
  expect(set.mayReach('u7')).toBe(true);
});

test('where nobody says who, everybody is looked at', async () => {
  const { file, read, set } = stage();
  await set.refresh();
  file.exec(`delete from devices where user_id <> 'u7'`);
  set.changed('u7');
  set.changed();
  read.rows = 0;
  await set.refresh();
  expect(read.rows).toBe(1);
  expect([set.mayReach('u7'), set.mayReach('u8')]).toEqual([true, false]);
  file.exec('delete from devices');
  set.changed('u7');
  expect(await set.isEmpty()).toBe(false);
  await set.refresh();
  expect(await set.isEmpty()).toBe(true);
});
