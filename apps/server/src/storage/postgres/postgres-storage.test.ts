import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTcpProxy } from '../../../tests/faults/tcp-proxy.ts';
import { makeMigratedDatabase } from '../../../tests/migrated-databases.ts';
import { editRule, reactRule } from '../../messages/message-rules.ts';
import { hastenRule } from '../../notifications/derive-rules.ts';
import { rulesUrl } from '../../rules.ts';
import { describeStorage } from '../chat-log.contract.ts';
import {
  apply,
  changed,
  createDirect,
  createGroup,
  directCommand,
  history,
  newId,
  nextTime,
  type OpenedStorage,
  parseMessages,
  refused,
  send,
  sendCommand,
  systemCommand,
} from '../contract/fixtures.ts';
import { bothRule, countRule } from '../contract/notes-rules.ts';
import { withNotes } from '../contract/notes-tables.ts';
import { plantAsBefore } from '../contract/version-before.ts';
import { newUser } from '../contract/kysely.contract.ts';
import { type Migration, migrations } from '../migrations/index.ts';
import { StorageOpenError, StorageUnavailableError, TransactionTimeoutError } from '../storage-errors.ts';
import type { Storage } from '../storage.ts';
import { openPostgresStorage, type PostgresStorageOptions } from './open-postgres-storage.ts';
import { PostgresServer } from './test-server.ts';

type Options = Partial<PostgresStorageOptions>;
interface OpenedDatabase extends OpenedStorage {
  readonly url: string;
  reopen(options?: Options): Promise<Storage>;
}

let running: PostgresServer | undefined;
let migrated: string | undefined;
const server = (): PostgresServer => {
  if (!running) throw new Error('PostgreSQL is not running.');
  return running;
};
beforeAll(async () => {
  running = await PostgresServer.start({ syncs: false });
  migrated = await makeMigratedDatabase(running.port);
});
afterAll(async () => {
  await running?.[Symbol.asyncDispose]();
});

async function open(options?: Options): Promise<OpenedDatabase> {
  const url = await server().createDatabase(options?.migrations ? undefined : migrated);
  let storage = await openPostgresStorage({ url, rules: rulesUrl, ...options });
  return {
    url,
    get storage() {
      return storage;
    },
    async reopen(again) {
      await storage.close();
      storage = await openPostgresStorage({ url, rules: rulesUrl, ...again });
      return storage;
    },
    async [Symbol.asyncDispose]() {
      await storage.close();
    },
  };
}

describeStorage('PostgreSQL', open);

test('a database is brought up to date however long one step of it takes', async () => {
  const slow: Migration = {
    name: '9000-slow',
    async up(db) {
      await sql`select pg_sleep(2.2)`.execute(db);
    },
  };
  const url = await server().createDatabase(migrated);
  const options = { statementTimeoutMs: 2_000, migrations: [...migrations, slow] };
  const storage = await openPostgresStorage({ url, ...options });
  const { rows } = await sql`select name from migrations where name = ${slow.name}`.execute(storage.db);
  expect(rows).toEqual([{ name: slow.name }]);
  await storage.close();
});

describe('many nodes on one database', () => {
  test('[D4] seq is contiguous and no rev is given twice while two nodes write to the same chats', async () => {
    await using opened = await open();
    const other = await openPostgresStorage({ url: opened.url, rules: rulesUrl });
    const chats = await Promise.all([createDirect(opened.storage.log), createDirect(opened.storage.log)]);
    const rounds = Array.from({ length: 30 }, (_, round) => {
      const batch = chats.map(({ chatId, ann }) => sendCommand(chatId, ann, `round ${round}`));
      const first = chats[round % 2];
      const edit = { seq: 1, content: `edit ${round}`, at: nextTime() };
      const mixed = first ? [...batch, editRule.command({ ...edit, chatId: first.chatId, actorId: first.ann })] : batch;
      return (round % 2 === 0 ? opened.storage : other).log.commit(round % 3 === 0 ? mixed : batch.toReversed());
    });
    await Promise.all(rounds);
    for (const { chatId } of chats) {
      const messages = await history(other.log, chatId);
      const head = (await other.log.readHeads([chatId])).get(chatId);
      expect(messages.map((message) => message.seq)).toEqual(messages.map((_, index) => index + 1));
      expect(new Set(messages.map((message) => message.rev)).size).toBe(messages.length);
      expect(head?.seq).toBe(messages.length);
      expect(head?.rev).toBe(Math.max(...messages.map((message) => message.rev)));
    }
    await other.close();
  });

  test('[D1] the same send on two nodes at once makes one message', async () => {
    await using opened = await open();
    const other = await openPostgresStorage({ url: opened.url, rules: rulesUrl });
    const { chatId, ann } = await createDirect(opened.storage.log);
    const second = { chatId: newId(), ann, ben: newId() };
    await apply(opened.storage.log, directCommand(second));
    for (let round = 0; round < 10; round++) {
      const command = sendCommand(chatId, ann, `round ${round}`);
      const [one, two, elsewhere] = await Promise.all([
        apply(opened.storage.log, command),
        apply(other.log, command),
        apply(other.log, { ...command, chatId: second.chatId }),
      ]);
      const made = [one, two, elsewhere].filter((outcome) => outcome.status === 'changed');
      expect(made).toHaveLength(1);
      expect([one.status, two.status].toSorted()).not.toEqual(['changed', 'changed']);
    }
    const counts = [await history(opened.storage.log, chatId), await history(other.log, second.chatId)];
    expect(counts.flat()).toHaveLength(10);
    await other.close();
  });

  test('rules of people and chats are in order on two nodes, and do not deadlock', async () => {
    await using opened = await open(withNotes);
    const other = await openPostgresStorage({ url: opened.url, ...withNotes });
    const groups = await Promise.all(Array.from({ length: 4 }, () => createGroup(opened.storage.log)));
    const people = ['ann', 'ben', 'cy', 'dee'];
    const rounds = Array.from({ length: 40 }, async (_, round) => {
      const batch = people.flatMap((userId, index) => {
        const { chatId = '' } = groups[(index + round) % 4] ?? {};
        return [countRule.command({ userId }), bothRule.command({ chatId, userId, at: nextTime() })];
      });
      const { log } = round % 2 === 0 ? opened.storage : other;
      return await log.commit(round % 3 === 0 ? batch : batch.toReversed());
    });
    const outcomes = (await Promise.all(rounds)).flat();
    expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
    const { rows } = await sql<{ user_id: string; count: number }>`
      select user_id, count from counts order by user_id`.execute(other.db);
    expect(rows).toEqual(people.map((user_id) => ({ user_id, count: 80 })));
    for (const { chatId } of groups) expect(await history(other.log, chatId)).toHaveLength(40);
    const { rows: told } = await sql<{ deadlocks: number }>`
      select deadlocks from pg_stat_database where datname = current_database()`.execute(other.db);
    expect(told).toEqual([{ deadlocks: 0 }]);
    await other.close();
  });

  test('jobs that are one for all logs of a person are asked for by two nodes at once, and do not deadlock', async () => {
    await using opened = await open();
    const other = await openPostgresStorage({ url: opened.url, rules: rulesUrl });
    const people = Array.from({ length: 12 }, (_, person) => `person ${person}`);
    const ask = (userId: string) =>
      hastenRule.command({ logIds: [newId()], jobs: [{ kind: 'mail', key: userId, dueAt: 1 }] });
    const rounds = Array.from({ length: 40 }, async (_, round) => {
      const { log } = round % 2 === 0 ? opened.storage : other;
      const batch = people.map(ask);
      return await log.commit(round % 2 === 0 ? batch : batch.toReversed());
    });
    const outcomes = (await Promise.all(rounds)).flat();
    expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
    const { rows: told } = await sql<{ deadlocks: number }>`
      select deadlocks from pg_stat_database where datname = current_database()`.execute(other.db);
    expect(told).toEqual([{ deadlocks: 0 }]);
    await other.close();
  });

  test('two nodes that start together on an empty database migrate it once and agree on the epoch', async () => {
    const url = await server().createDatabase();
    const [one, two] = await Promise.all([openPostgresStorage({ url }), openPostgresStorage({ url })]);
    expect(one.epoch).toBe(two.epoch);
    await Promise.all([one.close(), two.close()]);
  });

  test('two batches that name the same chats in opposite order do not deadlock', async () => {
    await using opened = await open();
    const { log } = opened.storage;
    const chats = await Promise.all(Array.from({ length: 8 }, () => createGroup(log)));
    const batch = chats.map(({ chatId, owner }) => sendCommand(chatId, owner, 'hi'));
    const moves = chats.map(({ chatId, owner }) => ({ chatId, userId: owner, seq: 1_000 }));
    const started = performance.now();
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => {
        const sends = batch.map((command) => ({ ...command, clientId: newId() }));
        if (index % 4 === 3) return log.moveReadPositions(index % 8 === 3 ? moves : moves.toReversed());
        return log.commit(index % 2 === 0 ? sends : sends.toReversed());
      }),
    );
    const { rows } = await sql<{ deadlocks: number }>`
      select deadlocks from pg_stat_database where datname = current_database()`.execute(opened.storage.db);
    expect(rows).toEqual([{ deadlocks: 0 }]);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('trouble', () => {
  test('a restart of the server fails what is under way as unavailable, and the next calls work', async () => {
    await using opened = await open();
    const { log } = opened.storage;
    const { chatId, ann } = await createDirect(log);
    await send(log, chatId, ann, 'before');
    await server().stop();
    await expect(send(log, chatId, ann, 'during')).rejects.toThrow(StorageUnavailableError);
    await expect(opened.storage.db.selectFrom('users').select('id').execute()).rejects.toThrow(StorageUnavailableError);
    await expect(opened.storage.ping(2_000)).rejects.toThrow(StorageUnavailableError);
    await server().resume();
    await opened.storage.ping(5_000);
    expect((await send(log, chatId, ann, 'after')).seq).toBe(2);
  });

  test('a stalled server is told by ping in time, and nothing is lost once it goes on', async () => {
    await using opened = await open();
    const { log } = opened.storage;
    const { chatId, ann } = await createDirect(log);
    const slow = openPostgresStorage({ url: opened.url, rules: rulesUrl, statementTimeoutMs: 300, maxConnections: 2 });
    const impatient = await slow;
    const holder = await opened.storage.db.startTransaction().execute();
    await holder.selectFrom('chats').selectAll().where('id', '=', chatId).forUpdate().execute();
    await expect(send(impatient.log, chatId, ann, 'no')).rejects.toThrow(StorageUnavailableError);
    await holder.rollback().execute();
    expect((await send(impatient.log, chatId, ann, 'yes')).seq).toBe(1);
    await impatient.close();
  });

  test('[A34] connections that nobody answers on any more are given up, all of them at the first', async () => {
    await using proxy = await startTcpProxy(server().port);
    const url = new URL(await server().createDatabase());
    url.port = `${proxy.port}`;
    const storage = await openPostgresStorage({ url: url.href, rules: rulesUrl, statementTimeoutMs: 1_000 });
    const { chatId, ann } = await createDirect(storage.log);
    const command = sendCommand(chatId, ann, 'lost on the way');
    const someQueries = (): Promise<unknown> => Promise.all([1, 2, 3, 4, 5].map(() => storage.ping(10_000)));
    await someQueries();
    proxy.strand();
    await expect(storage.log.commit([command])).rejects.toThrow(StorageUnavailableError);
    await someQueries();
    expect((await send(storage.log, chatId, ann, 'arrived')).seq).toBe(1);
    proxy.strand();
    await expect(storage.db.selectFrom('chats').select('id').execute()).rejects.toThrow(StorageUnavailableError);
    expect(await storage.db.selectFrom('chats').select('id').execute()).toHaveLength(1);
    await storage.close();
  });

  test('a transaction that does nothing for too long is rolled back', async () => {
    await using opened = await open({ transactionTimeoutMs: 1_000 });
    const { db } = opened.storage;
    const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const stuck = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('users').values(newUser()).execute();
      begun.resolve();
      await ended.promise;
      await transaction.selectFrom('users').select('id').execute();
    });
    const refusal = stuck.catch((error: unknown) => error);
    await begun.promise;
    await expect.poll(() => idleTransactions(db), { timeout: 5_000 }).toBe(0);
    ended.resolve();
    expect(await refusal).toBeInstanceOf(TransactionTimeoutError);
    expect(await db.selectFrom('users').select('id').execute()).toEqual([]);
  });

  test('a rolled back batch leaves no gap', async () => {
    await using opened = await open();
    const { log } = opened.storage;
    const { chatId, ann } = await createDirect(log);
    const unstorable = sendCommand(chatId, ann, 'NUL \0 cannot be stored');
    await expect(log.commit([sendCommand(chatId, ann, 'lost'), unstorable])).rejects.toThrow('0x00');
    expect((await send(log, chatId, ann, 'first')).seq).toBe(1);
  });

  test.each([
    ['postgres://postgres@127.0.0.1:1/confab', /127\.0\.0\.1:1\/confab can't be opened.*ECONNREFUSED/],
    ['no url', /DATABASE_URL/],
  ])('%s is refused with what to check', async (url, message) => {
    const opening = openPostgresStorage({ url, statementTimeoutMs: 2_000 });
    await expect(opening).rejects.toThrow(StorageOpenError);
    await expect(opening).rejects.toThrow(message);
  });

  test('a database that does not exist is refused by name, without the password', async () => {
    const url = server().url('nowhere').replace('postgres@', 'postgres:secret@');
    const opening = openPostgresStorage({ url });
    await expect(opening).rejects.toThrow(/nowhere does not exist/);
    await expect(opening).rejects.not.toThrow(/secret/);
  });
});

/** What an operator does who outgrows one table: the keys are made for it, and nothing else has to change. */
const partitioned: Migration = {
  name: '9003-partitioned',
  async up(db) {
    await partition('messages', 'chat_id').execute(db);
    await sql`create unique index on messages (chat_id, rev) where touched = 1`.execute(db);
    await sql`create index on messages (chat_id, seq) where kind = 'system' or deleted_at is not null`.execute(db);
    await partition('members', 'chat_id').execute(db);
    await partition('sends', 'sender_id').execute(db);
  },
};

function partition(table: string, key: string) {
  return sql.raw(`
    alter table ${table} rename to whole_${table};
    create table ${table} (like whole_${table} including defaults including constraints) partition by hash (${key});
    ${[0, 1, 2, 3].map((part) => `create table ${table}_${part} partition of ${table} for values with (modulus 4, remainder ${part});`).join('\n')}
    insert into ${table} select * from whole_${table};
    do $$ begin execute (select format('alter table ${table} add primary key (%s)',
      string_agg(quote_ident(attname), ', ' order by array_position(indkey::int[], attnum::int)))
      from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey::int[])
      where indrelid = 'whole_${table}'::regclass and indisprimary); end $$;
    drop table whole_${table};`);
}

test('the tables that grow can be partitioned by chat, and the log goes on', async () => {
  await using opened = await open();
  const { chatId, ann, ben } = await createDirect(opened.storage.log);
  const first = sendCommand(chatId, ann, 'before');
  const before = changed(await apply(opened.storage.log, first));
  const { log, db } = await opened.reopen({ migrations: [...migrations, partitioned] });
  expect(await apply(log, first)).toStrictEqual({ status: 'unchanged', message: before });
  expect(await apply(log, { ...first, content: 'other' })).toEqual(refused('client-id-reused'));
  await send(log, chatId, ben, 'after');
  const edited = changed(
    await apply(log, editRule.command({ chatId, seq: 1, actorId: ann, content: 'edited', at: nextTime() })),
  );
  const changes = await log.readChanges(chatId, 2, 10);
  expect(parseMessages(changes.messagesJson)).toStrictEqual([edited]);
  await Promise.all(
    Array.from({ length: 20 }, () => createGroup(log).then((group) => send(log, group.chatId, group.owner, 'x'))),
  );
  const { rows } = await sql<{ part: string }>`select distinct tableoid::regclass::text as part from messages`.execute(
    db,
  );
  expect(rows.length).toBeGreaterThan(1);
});

describe('[D25] nodes of the version before, during an upgrade', () => {
  test('what they write in columns of their own is taken over', async () => {
    await using opened = await open();
    const { db, log } = opened.storage;
    const planted = await plantAsBefore(db);
    expect(await history(log, planted.chatId)).toStrictEqual(planted.messages);
    const reactions = JSON.stringify([{ emoji: '🎉', userIds: [planted.member] }]);
    await sql`update messages set reactions = ${reactions}, rev = 7, touched = 1
      where chat_id = ${planted.chatId} and seq = 3`.execute(db);
    const [, , third] = await history(log, planted.chatId);
    expect(third).toMatchObject({ reactions: JSON.parse(reactions), event: planted.messages[2]?.event });
    await sql`update messages set reactions = null where chat_id = ${planted.chatId} and seq = 2`.execute(db);
    expect((await history(log, planted.chatId))[1]?.reactions).toEqual([]);
    await sql`update messages set content = 'edited there', rev = 8, touched = 1
      where chat_id = ${planted.chatId} and seq = 1`.execute(db);
    const edit = { chatId: planted.chatId, seq: 1, actorId: planted.owner, content: 'edited here', at: nextTime() };
    expect(await apply(log, editRule.command({ ...edit, baseRev: 7 }))).toEqual(refused('message-changed'));
  });

  test('they see reactions and events that this version writes, and their sends go on', async () => {
    await using opened = await open();
    const { db, log } = opened.storage;
    const { chatId, owner, member } = await createGroup(log);
    const { rows: sent } = await sql<{ seq: number; rev: number }>`
      select n, seq, rev from confab_send(${[chatId]}, ${[owner]}, ${['old-1']}, ${['from an old node']}, ${[nextTime()]})`.execute(
      db,
    );
    expect(sent).toMatchObject([{ seq: 1, rev: 1 }]);
    await apply(log, systemCommand(chatId, owner, { type: 'renamed', name: 'New' }));
    await apply(log, reactRule.command({ chatId, seq: 1, actorId: member, emoji: '👍', on: true, at: nextTime() }));
    const { rows } = await sql<{ reactions: string | null; event: string | null }>`
      select reactions, event from messages where chat_id = ${chatId} order by seq`.execute(db);
    // They pass on what they do not know of it, as when it was.
    expect(JSON.parse(rows[0]?.reactions ?? '')).toMatchObject([{ emoji: '👍', userIds: [member] }]);
    expect(JSON.parse(rows[1]?.event ?? '')).toEqual({ type: 'renamed', name: 'New' });
    await apply(log, reactRule.command({ chatId, seq: 1, actorId: member, emoji: '👍', on: false, at: nextTime() }));
    const { rows: after } = await sql<{ reactions: string | null }>`
      select reactions from messages where chat_id = ${chatId} and seq = 1`.execute(db);
    expect(after[0]?.reactions ?? null).toBeNull();
  });
});

async function idleTransactions(db: Storage['db']): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
    where datname = current_database() and state = 'idle in transaction'`.execute(db);
  return rows[0]?.count ?? 0;
}
