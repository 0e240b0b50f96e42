import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Storage } from '../storage/index.ts';
import { openSqliteStorage } from '../storage/sqlite/open-sqlite-storage.ts';
import { Nodes } from './nodes.ts';
import { countToday, readUsage } from './usage.ts';

const dayMs = 86_400_000;
const noon = Date.UTC(2026, 10, 26, 12);

let folder: string;
let storage: Storage;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-usage-'));
  storage = await openSqliteStorage({ folder });
});
afterEach(async () => {
  await storage.close();
  await rm(folder, { recursive: true });
});

const clockAt = (at: number) => ({ wallNow: () => at, monotonicNow: () => at, after: () => () => {} });
const at = (now: number, online: string[] = []) => ({
  storage,
  sets: { members: () => Promise.resolve(online) },
  clock: clockAt(now),
});

async function person(id: string, lastSeenAt: number | null): Promise<void> {
  const times = { created_at: new Date(noon), updated_at: new Date(noon), last_seen_at: lastSeenAt };
  const name = { username: id, display_username: id, name: id, email: `${id}@users.invalid`, email_verified: 0 };
  await storage.db
    .insertInto('users')
    .values({ id, image: null, ...name, ...times })
    .execute();
}

const spoken = (seq: number, createdAt = 0) =>
  storage.db
    .insertInto('chats')
    .values({
      id: 'c',
      kind: 'group',
      name: 'c',
      direct_key: null,
      created_by: 'ada',
      created_at: createdAt,
      last_at: 0,
      seq,
    })
    .onConflict((it) => it.column('id').doUpdateSet({ seq }))
    .execute();

test('a day tells how many were here and how much was said in it, also of those who never left', async () => {
  await person('ada', noon - dayMs);
  await person('bob', null);
  await spoken(100);
  // What was said before anybody counted belongs to no day.
  await countToday(at(noon, ['bob']));
  await spoken(107);
  await countToday(at(noon + 1, []));
  expect((await readUsage(at(noon + 2), 7)).days).toEqual([{ day: '2026-11-26', people: 1, messages: 7 }]);
  await spoken(110);
  const next = await readUsage(at(noon + dayMs, ['ada', 'bob']), 7);
  expect(next.days).toEqual([
    { day: '2026-11-26', people: 1, messages: 7 },
    { day: '2026-11-27', people: 2, messages: 3 },
  ]);
  // A group is gone, with all that was said in it.
  await spoken(5);
  expect((await readUsage(at(noon + 2 * dayMs), 1)).days).toEqual([{ day: '2026-11-28', people: 0, messages: 0 }]);
});

test('of a place that is of today, what was said before the first count belongs to the day', async () => {
  await spoken(12, noon - 60_000);
  expect((await readUsage(at(noon), 7)).days).toEqual([{ day: '2026-11-26', people: 0, messages: 12 }]);
});

test('nodes that share a database know of each other, and forget those that went or fell silent', async () => {
  const bus = { onEventsLost: () => {} } as never;
  const node = (now: number): Nodes => new Nodes({ storage, bus, clock: clockAt(now) });
  const [one, other, silent] = [node(noon), node(noon), node(noon - 130_000)];
  for (const each of [silent, one, other]) await each.say();
  expect((await one.list()).map(({ id }) => id)).toEqual([one.own().id, other.own().id]);
  await other.close();
  expect(await one.list()).toHaveLength(1);
});
