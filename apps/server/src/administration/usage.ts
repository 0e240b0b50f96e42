import type { Usage } from '@confab/protocol';
import { sql } from 'kysely';
import type { AdministrationContext } from './administration-context.ts';

type Asked = Pick<AdministrationContext, 'storage' | 'sets' | 'clock'>;

interface Row {
  day: string;
  people: number;
  first_total: number;
  last_total: number;
}
type Tables = { usage_days: Row };

const dayMs = 86_400_000;
const idsPerQuery = 500;

/** How often the day is counted. What happens after the last time before midnight is found in the next day. */
export const countEveryMs = 600_000;

/**
 * Counts today, of UTC: who was here since it began or is here now, and the messages that all chats have together. Sums are all that is
 * kept: who they were is not written anywhere. Any node may do it at any time.
 */
export async function countToday({ storage, sets, clock }: Asked): Promise<void> {
  const startedAt = Math.floor(clock.wallNow() / dayMs) * dayMs;
  const day = dayOf(startedAt);
  const [people, total, before] = await Promise.all([
    countPeople({ storage, sets }, startedAt),
    countMessages(storage),
    storage.db
      .$extendTables<Tables>()
      .selectFrom('usage_days')
      .select('last_total')
      .where('day', '<', day)
      .orderBy('day', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ]);
  const first = before ? before.last_total : (await isFrom(storage, startedAt)) ? 0 : total;
  // Deleted groups take theirs along: a day is never less than nothing.
  await storage.redoable
    .$extendTables<Tables>()
    .insertInto('usage_days')
    .values({ day, people, first_total: Math.min(first, total), last_total: total })
    .onConflict((it) =>
      it.column('day').doUpdateSet({
        people: sql<number>`case when usage_days.people > excluded.people then usage_days.people else excluded.people end`,
        last_total: sql<number>`case when usage_days.last_total > excluded.last_total then usage_days.last_total else excluded.last_total end`,
      }),
    )
    .execute();
}

export async function readUsage(context: Asked, days: number): Promise<Usage> {
  const { storage, sets, clock } = context;
  await countToday(context);
  const now = clock.wallNow();
  const from = dayOf(now - (days - 1) * dayMs);
  const [rows, people, groups, online] = await Promise.all([
    storage.db
      .$extendTables<Tables>()
      .selectFrom('usage_days')
      .selectAll()
      .where('day', '>=', from)
      .orderBy('day')
      .execute(),
    countAccounts(storage, now),
    storage.db
      .selectFrom('chats')
      .select((it) => it.fn.countAll<number>().as('count'))
      .where('kind', '=', 'group')
      .where('name', '<>', '')
      .executeTakeFirstOrThrow(),
    sets.members('online'),
  ]);
  return {
    people: { ...people, online: online.length },
    groups: groups.count,
    days: rows.map(({ day, people: here, first_total: first, last_total: last }) => ({
      day,
      people: here,
      messages: Math.max(0, last - first),
    })),
  };
}

async function countAccounts({ db }: Asked['storage'], now: number): Promise<Omit<Usage['people'], 'online'>> {
  const isActive = sql`deactivated_at is null and waiting_since is null`;
  const sum = (condition: ReturnType<typeof sql>) => sql<number>`count(case when ${condition} then 1 end)`;
  const row = await db
    .selectFrom('users')
    .select([
      sum(isActive).as('active'),
      sum(sql`deactivated_at is not null and deleted_at is null`).as('deactivated'),
      sum(sql`deactivated_at is null and waiting_since is not null`).as('waiting'),
      sum(sql`${isActive} and role = 'guest'`).as('guests'),
    ])
    .executeTakeFirstOrThrow();
  const came = await db
    .selectFrom('users')
    .select((it) => it.fn.countAll<number>().as('count'))
    .where('created_at', '>=', new Date(now - 30 * dayMs))
    .where('deactivated_at', 'is', null)
    .where('waiting_since', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    active: row.active,
    deactivated: row.deactivated,
    waiting: row.waiting,
    guests: row.guests,
    new: came.count,
  };
}

/** `last_seen_at` is when somebody went: who is here since the day before has an older one. */
async function countPeople({ storage: { db }, sets }: Pick<Asked, 'storage' | 'sets'>, since: number): Promise<number> {
  const { count } = await db
    .selectFrom('users')
    .select((it) => it.fn.countAll<number>().as('count'))
    .where('last_seen_at', '>=', since)
    .executeTakeFirstOrThrow();
  const online = await sets.members('online');
  let people = count;
  for (let at = 0; at < online.length; at += idsPerQuery) {
    const { count: more } = await db
      .selectFrom('users')
      .select((it) => it.fn.countAll<number>().as('count'))
      .where('id', 'in', online.slice(at, at + idsPerQuery))
      .where((it) => it.or([it('last_seen_at', 'is', null), it('last_seen_at', '<', since)]))
      .executeTakeFirstOrThrow();
    people += more;
  }
  return people;
}

/** All that were ever sent in the chats that there are, from the counters of these: no message is looked at. */
async function countMessages({ db }: Asked['storage']): Promise<number> {
  const { total } = await db
    .selectFrom('chats')
    .select(sql<number | null>`cast(sum(seq) as bigint)`.as('total'))
    .executeTakeFirstOrThrow();
  return total ?? 0;
}

/** All that is there began since then: of a new place what was said before the first count belongs to the day, too. */
async function isFrom({ db }: Asked['storage'], since: number): Promise<boolean> {
  const older = await db.selectFrom('chats').select('id').where('created_at', '<', since).limit(1).executeTakeFirst();
  return older === undefined;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
