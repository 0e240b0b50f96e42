import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { doorOf, threadIdOf } from '@confab/protocol/threads';
import { readTerm, readWords, tokensOf } from '@confab/text/search';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, expect, inject, test } from 'vitest';
import { reindexCommand } from '../../src/cli/reindex.ts';
import { deleteRule, editRule } from '../../src/messages/message-rules.ts';
import { systemClock } from '../../src/realtime/clock.ts';
import { rulesUrl } from '../../src/rules.ts';
import { findHits } from '../../src/search/find-hits.ts';
import { Indexer } from '../../src/search/indexer.ts';
import { messageId } from '../../src/storage/index.ts';
import { toMessage } from '../../src/storage/message-row.ts';
import { searchedTexts } from '../../src/storage/search/facts.ts';
import { matchMessage, type Wanted } from '../../src/storage/search/match.ts';
import { idMax, type IndexQuery, type SearchIndex } from '../../src/storage/search/search-index.ts';
import { Connections } from '../../src/storage/postgres/connections.ts';
import { findCandidates } from '../../src/storage/postgres/search/find-candidates.ts';
import { indexLock } from '../../src/storage/postgres/search/follow-log.ts';
import { openPostgresStorage } from '../../src/storage/postgres/open-postgres-storage.ts';
import { askDatabase, createDatabaseAt } from '../../src/storage/postgres/test-server.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/open-sqlite-storage.ts';
import '../on-postgres/backends.ts';

const folder = await mkdtemp(join(tmpdir(), 'confab-search-'));
const bounds = { maxConnections: 2, statementTimeoutMs: 20_000, transactionTimeoutMs: 20_000 };
const searchFile = join(folder, 'confab.search.db');
const backends = inject('backends');
const database = backends ? await createDatabaseAt(backends.postgresPort) : folder;
const storage = backends
  ? await openPostgresStorage({ url: database, rules: rulesUrl })
  : await openSqliteStorage({ folder, rules: rulesUrl });
let index = await storage.openSearch();
afterAll(async () => {
  await index.close();
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

/** On PostgreSQL there are two ways, the cheaper of which is taken: both find the same. */
const connections = backends && new Connections({ ...bounds, url: database });
afterAll(() => connections?.close());
const ways = connections
  ? [1, 1_000_000_000].map((count) => {
      const shares = { countAll: () => Promise.resolve(count), countSeen: () => Promise.resolve(count) };
      return { find: (asked: IndexQuery) => findCandidates({ connections, shares }, asked) };
    })
  : [];

async function makeChat(id: string, userIds: readonly string[]): Promise<void> {
  const chat = { id, kind: 'group' as const, name: 'Chat', created_by: userIds[0] ?? '', created_at: 1, last_at: 1 };
  await storage.db.insertInto('chats').values(chat).execute();
  const members = userIds.map((user_id) => ({ chat_id: id, user_id, role: 'member' as const, joined_at: 1 }));
  await storage.db.insertInto('members').values(members).execute();
}

async function say(chatId: string, senderId: string, content: string, at: number): Promise<number> {
  const [outcome] = await storage.log.commit([{ type: 'send', chatId, senderId, clientId: randomUUID(), content, at }]);
  if (outcome?.status !== 'changed') throw new Error(JSON.stringify(outcome));
  return outcome.message.seq;
}

async function catchUp(on: SearchIndex = index): Promise<number> {
  let steps = 0;
  for (let after: string | null = ''; after !== null;) {
    const page = await on.compare(after);
    for (const logId of page.behind) while (await on.follow(logId)) steps += 1;
    steps += page.behind.length;
    while (await on.tidy());
    after = page.next;
  }
  return steps;
}

function wantedOf(words: readonly { text: string; isPhrase: boolean; isNegated: boolean }[]): Wanted {
  const terms = words.flatMap(({ text, isPhrase, isNegated }) => {
    const term = readTerm(text, isPhrase);
    return term ? [{ term, isNegated }] : [];
  });
  return { terms, facts: [], saved: [], notWithin: [], since: 0, until: idMax };
}

/** Page after page, as somebody who goes on to the end. */
async function findAll(
  userId: string,
  wanted: Wanted,
  order: 'newest' | 'oldest',
  { chatId, on = index }: { chatId?: string; on?: Pick<SearchIndex, 'find'> } = {},
): Promise<string[]> {
  const found: string[] = [];
  let [above, below] = [-1, idMax];
  for (;;) {
    const { hits, next } = await findHits(
      { storage, index: on },
      { userId, chatId: chatId ?? null, wanted, order, above, below, limit: 3, isShown: true },
    );
    found.push(...hits.map(({ logId, seq }) => messageId(logId, seq)));
    if (next === null) return found;
    if (order === 'newest') below = next;
    else above = next;
  }
}

async function lookedFor(userId: string, wanted: Wanted, on: Pick<SearchIndex, 'find'>): Promise<number> {
  const asked = { userId, chatId: null, wanted, order: 'newest', above: -1, below: idMax, limit: 20 } as const;
  return (await findHits({ storage, index: on }, { ...asked, isShown: true })).looked;
}

/** Words of no message: what was deleted is gone from the vocabulary too. */
async function wordsOfNothing(): Promise<unknown> {
  if (!backends) return await wordsOfNoMessage();
  const { words: left } = await askDatabase(database, [
    `select coalesce(json_agg(term), '[]') as words from search_terms where not exists
      (select 1 from search_said where position(chr(search_terms.no) in tokens) > 0)`,
  ]);
  return left;
}

async function wordsOfNoMessage(): Promise<string[]> {
  using db = new DatabaseSync(searchFile, { readOnly: true });
  const rows = await storage.db.selectFrom('messages').selectAll().execute();
  const said = new Set(
    rows.flatMap((row) =>
      (searchedTexts(toMessage(row)) ?? []).flatMap((each) => [...tokensOf(readWords(each)).vocabulary]),
    ),
  );
  const known = db.prepare('select word from words').all() as { word: string }[];
  return known.map((row) => row.word).filter((each) => !said.has(each));
}

/** Every message of the person's chats, looked at one by one. */
async function scan(userId: string, wanted: Wanted): Promise<string[]> {
  const mine = await storage.db.selectFrom('members').select('chat_id').where('user_id', '=', userId).execute();
  const doors = new Set(mine.map((member) => member.chat_id));
  const rows = await storage.db.selectFrom('messages').selectAll().execute();
  return rows
    .filter((row) => doors.has(doorOf(row.chat_id)))
    .map(toMessage)
    .filter((message) => matchMessage(wanted, message) !== null)
    .map(({ id }) => id)
    .toSorted();
}

const words =
  'Heron heron HÉRON Straße STRASSE naïve naive o ox box foo-bar foo bar 日本語 日本 本 今日は ｶﾞｲﾄﾞ ガイド 한국어 국 '
    .concat(
      'ภาษาไทย ไท ພາສາ Ελλάς ελλας мир МИР שָׁלוֹם שלום مَرحَبا مرحبا नमस्ते 👍🏽 🎉🎉 42 4.2 a_b \u0130stanbul e\u0301te " * -',
    )
    .split(' ');
const word = fc.oneof(
  { arbitrary: fc.constantFrom(...words), weight: 6 },
  {
    arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }).filter((text) => !text.includes('\0')),
    weight: 1,
  },
);
const text = fc
  .array(word, { minLength: 1, maxLength: 5 })
  .chain((parts) => fc.constantFrom(' ', ', ', '', '、').map((mark) => parts.join(mark)));
const act = fc.record({
  kind: fc.constantFrom('say', 'say', 'say', 'edit', 'delete'),
  place: fc.nat(3),
  which: fc.nat(30),
  text,
});
const row = fc.array(word, { minLength: 1, maxLength: 2 }).map((parts) => parts.join(' '));
const query = fc.array(fc.record({ text: row, isPhrase: fc.boolean(), isNegated: fc.nat(6).map((n) => n === 0) }), {
  minLength: 1,
  maxLength: 2,
});

test('[D77] [A10] [A11] what is found is what a look at every message finds: any text, edits, deletions, members, before and after the index knows of them', async () => {
  let [made, at] = [0, Date.UTC(2026, 0, 1)];
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { maxLength: 14 }),
      fc.array(act, { maxLength: 4 }),
      fc.array(query, { minLength: 3, maxLength: 5 }),
      fc.boolean(),
      async (first, later, queries, leaves) => {
        made += 1;
        const [ada, bob, eve] = [`ada${made}`, `bob${made}`, `eve${made}`];
        const [group, pair] = [`g${made}`, `p${made}`];
        await makeChat(group, [ada, bob]);
        await makeChat(pair, [ada, bob]);
        await makeChat(`other${made}`, [ada, eve]);
        const thread = threadIdOf(group, 1);
        await say(group, ada, 'a thread begins here', at);
        const logs = [group, pair, thread, `other${made}`];
        const run = async (acts: readonly (typeof first)[number][]): Promise<void> => {
          for (const { kind, place, which, text: content } of acts) {
            const chatId = logs[place] ?? group;
            at += 1 + (which % 3);
            // In a thread whose root was deleted nobody writes any more.
            if (kind === 'say') await say(chatId, ada, content, at).catch(() => null);
            const target = { chatId, seq: 1 + which, actorId: ada, at };
            if (kind === 'edit') await storage.log.commit([editRule.command({ ...target, content })]);
            if (kind === 'delete') await storage.log.commit([deleteRule.command(target)]);
          }
        };
        await run(first);
        await catchUp();
        await run(later);
        if (leaves)
          await storage.db.deleteFrom('members').where('chat_id', '=', group).where('user_id', '=', bob).execute();
        for (const userId of [ada, bob, eve, 'nobody']) {
          for (const asked of queries.map(wantedOf)) {
            const all = await scan(userId, asked);
            expect(all).toEqual(expect.arrayContaining(await findAll(userId, asked, 'newest')));
          }
        }
        await catchUp();
        expect(await wordsOfNothing()).toEqual([]);
        for (const userId of [ada, bob, eve]) {
          for (const asked of queries.map(wantedOf)) {
            const newest = await findAll(userId, asked, 'newest');
            expect(newest.toSorted()).toEqual(await scan(userId, asked));
            expect(await findAll(userId, asked, 'oldest')).toEqual(newest.toReversed());
            for (const way of ways) expect(await findAll(userId, asked, 'newest', { on: way })).toEqual(newest);
          }
        }
      },
    ),
    { numRuns: backends ? 4 : 10, seed: 14 },
  );
}, 60_000);

test('[D26] an index follows the log from where it was, makes itself anew for another history or when it is asked to, and two that follow the same do no harm', async () => {
  await makeChat('log', ['ada', 'bob']);
  const at = Date.UTC(2026, 5, 1);
  // All in one millisecond, and more than a step takes.
  const sends = Array.from({ length: 300 }, (_, n) => {
    return { type: 'send' as const, chatId: 'log', senderId: 'ada', clientId: `${n}`, content: `egret ${n}`, at };
  });
  await storage.log.commit(sends);
  const other = await storage.openSearch();
  await Promise.all([catchUp(), catchUp(other)]);
  const wanted = wantedOf([{ text: 'egret', isPhrase: false, isNegated: false }]);
  const expected = sends.map((_, place) => messageId('log', place + 1)).toReversed();
  expect(await findAll('bob', wanted, 'newest')).toEqual(expected);
  await other.close();

  await index.close();
  index = await storage.openSearch();
  expect([await index.renew(), await catchUp()]).toEqual([false, 0]);
  await say('log', 'bob', 'one egret more', at + 1);
  expect(await catchUp()).toBe(1);
  const rest = await findAll('bob', wanted, 'newest', { chatId: 'log' });
  expect(rest).toEqual([messageId('log', 301), ...expected]);
  expect(await findAll('eve', wanted, 'newest', { chatId: 'log' })).toEqual([]);

  const seq = await say('log', 'bob', 'a secret handle', at + 2);
  await catchUp();
  await storage.log.commit([editRule.command({ chatId: 'log', seq, actorId: 'bob', at: at + 3, content: 'nothing' })]);
  await catchUp();
  await storage.log.commit([deleteRule.command({ chatId: 'log', seq, actorId: 'bob', at: at + 4 })]);
  await catchUp();
  expect(await wordsOfNothing()).toEqual([]);

  await reindexCommand(database);
  expect([await index.renew(), await index.renew()]).toEqual([true, false]);
  expect(await findAll('bob', wanted, 'newest')).toEqual([]);
  await catchUp();
  expect(await findAll('bob', wanted, 'newest')).toEqual(rest);
});

test.skipIf(backends !== undefined)(
  '[D86] words that were deleted leave the file by themselves, though nobody searches',
  async () => {
    await makeChat('forgets', ['ada', 'bob']);
    const at = Date.UTC(2026, 6, 1);
    const seq = await say('forgets', 'ada', 'my handle is quetzalcoatlus', at);
    await say('forgets', 'ada', 'a handle', at + 1);
    await catchUp();
    await storage.log.commit([deleteRule.command({ chatId: 'forgets', seq, actorId: 'ada', at: at + 2 })]);
    using db = new DatabaseSync(searchFile, { timeout: 5_000 });
    // What was deleted before may have had it written anew today.
    db.exec(`delete from meta where key = 'merged'`);
    const indexer = new Indexer({
      clock: systemClock,
      open: () => storage.openSearch(),
      onError: (error) => {
        throw error;
      },
    });
    const left = db.prepare(
      `select (select count(*) from words where word = 'quetzalcoatlus')
            + (select count(*) from parts where word glob '*quetzalcoat*')
            + (select count(*) from said_data where instr(block, cast('quetzalcoat' as blob)) > 0) as places`,
    );
    expect(left.get()).not.toEqual({ places: 0 });
    indexer.touch('forgets');
    await expect.poll(() => left.get(), { timeout: 20_000 }).toEqual({ places: 0 });
    await indexer.close();
    expect(await wordsOfNothing()).toEqual([]);
  },
);

test.runIf(backends)(
  '[D26] words of a log that was cut off are forgotten, and nodes of the version before find tables as they know them',
  async () => {
    await makeChat('lost', ['ada']);
    const at = Date.UTC(2026, 6, 1);
    await say('lost', 'ada', 'kept', at);
    const seq = await say('lost', 'ada', 'zanderloss', at + 1);
    await catchUp();
    await storage.db.deleteFrom('messages').where('chat_id', '=', 'lost').where('seq', '=', seq).execute();
    await askDatabase(database, [
      `update search_places set rev = 1000000 where log_id = 'lost'`,
      `insert into search_words (word, count, parts) values ('old', 1, '{old}')
        on conflict (word) do update set count = search_words.count + 1`,
      `insert into search_docs (id, log_no, chat_no, seq, tokens) values (1, 1, 1, 1, '{1}')`,
    ]);
    await catchUp();
    expect(await wordsOfNothing()).toEqual([]);
    // It goes with the last of them.
    await (await storage.openSearch()).close();
    const kept = await askDatabase(database, [
      'select word as kept from search_words union select id::text from search_docs',
    ]);
    expect(kept).not.toHaveProperty('kept');
  },
);

test('[D77] a word is found within another of a script that writes each letter as two units', async () => {
  await makeChat('adlam', ['ada']);
  const seq = await say('adlam', 'ada', '\u{1e922}\u{1e923}\u{1e924}\u{1e922}', Date.UTC(2026, 7, 1));
  await catchUp();
  const wanted = wantedOf([{ text: '\u{1e923}\u{1e924}', isPhrase: false, isNegated: false }]);
  expect(await findAll('ada', wanted, 'newest', { chatId: 'adlam' })).toEqual([messageId('adlam', seq)]);
  // All words are looked at for each of them: for no more than two, which is paid for (A43).
  const pair = (no: number): string => String.fromCodePoint(0x1_e930 + no, 0x1_e931 + no);
  const many = Array.from({ length: 12 }, (_, no) => ({ text: pair(no), isPhrase: false, isNegated: false }));
  expect(await lookedFor('ada', wantedOf(many), index)).toBe(1_000);
});

test('[D77] [A43] words in a row that thousands of messages have in another order are looked for a part at a time', async () => {
  await makeChat('order', ['kim', 'leo']);
  const at = Date.UTC(2026, 7, 1);
  const sends = Array.from({ length: 4_300 }, (_, count) => {
    const content = count % 4_200 === 50 ? 'crested grebe' : 'grebe crested';
    return { type: 'send' as const, chatId: 'order', senderId: 'kim', clientId: `${count}`, content, at: at + count };
  });
  await storage.log.commit(sends);
  await catchUp();
  const wanted = wantedOf([{ text: 'crested grebe', isPhrase: true, isNegated: false }]);
  const expected = [messageId('order', 4_251), messageId('order', 51)];
  for (const on of [index, ...ways]) {
    expect(await findAll('leo', wanted, 'newest', { on })).toEqual(expected);
    expect(await findAll('leo', wanted, 'oldest', { on })).toEqual(expected.toReversed());
  }
  for (const on of ways) expect(await lookedFor('leo', wanted, on)).toBeGreaterThan(200);
  // Of whoever is in hundreds of chats it is asked of each message whether they may see it, of other people's too.
  for (let no = 0; no < 205; no += 1) await makeChat(`own${no}`, ['mia']);
  const grebe = wantedOf([{ text: 'grebe', isPhrase: true, isNegated: false }]);
  for (const on of ways) expect(await lookedFor('mia', grebe, on)).toBeGreaterThan(100);
});

test('[D77] [A10] who is in hundreds of chats finds what is said there, and nowhere else', async () => {
  for (let no = 0; no < 205; no += 1) await makeChat(`many${no}`, ['ann']);
  await makeChat('few', ['bob']);
  const chats = Object.entries({ many7: 'ann', few: 'bob', many204: 'ann' });
  for (const [id, by] of chats) await say(id, by, 'a flamingo', Date.UTC(2026, 6, 1));
  await catchUp();
  const wanted = wantedOf([{ text: 'flamingo', isPhrase: false, isNegated: false }]);
  const found = (await findAll('ann', wanted, 'oldest')).toSorted();
  expect(found).toEqual(['many204', 'many7'].map((id) => messageId(id, 1)));
  expect(await findAll('bob', wanted, 'newest')).toEqual([messageId('few', 1)]);
});

test.runIf(backends)(
  '[D26] of nodes that make it anew in the same moment one does, and no other stands in its way',
  async () => {
    const other = await storage.openSearch();
    await reindexCommand(database);
    await storage.db.connection().execute(async (db) => {
      await sql`select pg_advisory_lock(${indexLock})`.execute(db);
      const renewing = Promise.all([index.renew(), index.renew()]);
      const waiting = sql`select pid from pg_locks where locktype = 'advisory' and not granted and objid = ${indexLock}
      and database = (select oid from pg_database where datname = current_database())`;
      await expect.poll(async () => (await waiting.execute(db)).rows.length, { timeout: 20_000 }).toBe(2);
      // Who waits for a row would keep the other from emptying the table.
      const locks =
        await sql`select mode from pg_locks where relation = 'search_state'::regclass and pid <> pg_backend_pid()
      and mode <> 'AccessShareLock'`.execute(db);
      await sql`select pg_advisory_unlock(${indexLock})`.execute(db);
      expect(locks.rows).toEqual([]);
      expect((await renewing).toSorted()).toEqual([false, true]);
    });
    // So that it tells nobody that everything was looked through.
    expect([await other.renew(), await other.renew(), await index.renew()]).toEqual([true, false, false]);
  },
);
