import { fewChats, namesChats, planGroups } from '../../search/plan.ts';
import type { Candidates, IndexQuery } from '../../search/search-index.ts';
import type { Connections } from '../connections.ts';
import { findNumbers, findStandIns, type Numbered } from './search-words.ts';
import { signOf } from './token-signs.ts';

/** What has all of these is looked up: more messages than so many are gone through by their time instead. */
const lookedUpMax = 3_000;
/** Messages that one look goes through by their time. */
const looksMax = 4_000;
const looksMin = 256;

interface NumberedGroup {
  anyOf: readonly number[];
  count: number;
}

/** Chats of the person tell where to look; whether they may see it is asked again when it is read from the log. */
export async function findCandidates(connections: Connections, query: IndexQuery): Promise<Candidates> {
  const [groups, chats, all] = await Promise.all([
    numberGroups(connections, query),
    chatsOf(connections, query),
    countAll(connections),
  ]);
  if (!groups || groups.some(({ anyOf }) => anyOf.length === 0)) return { found: [], next: null };
  if (chats.length === 0) return { found: [], next: null };
  const seen = chats.reduce((sum, { count }) => sum + count, 0);
  const ofChats = { anyOf: chats.map(({ no }) => no), count: seen };
  const isFew =
    chats.length <= fewChats || namesChats(groups.map(toGroup), { chats: chats.length, seen, all, limit: query.limit });
  const asked = isFew ? [...groups, ofChats] : groups;
  const rarest = Math.min(all, ...asked.map(({ count }) => count));
  if (asked.length > 0 && rarest <= lookedUpMax) {
    return await lookUp(connections, query, { groups: asked, chats: ofChats.anyOf });
  }
  const looks = Math.ceil((query.limit * 2 * all) / Math.max(1, Math.min(rarest, seen)));
  return await goThrough(connections, query, {
    groups,
    chats: ofChats.anyOf,
    looks: Math.min(looksMax, Math.max(looksMin, looks)),
  });
}

/** Null: a word that was never said. */
async function numberGroups(on: Connections, query: IndexQuery): Promise<NumberedGroup[] | null> {
  const open = query.keys.filter(({ kind }) => kind === 'part' || kind === 'start');
  const standIns = new Map<object, Numbered[]>();
  for (const key of open) standIns.set(key, await findStandIns(on, key));
  const groups = planGroups(query, (key) => standIns.get(key) ?? []);
  const known = await findNumbers(on, [...new Set(groups.flatMap(({ anyOf }) => anyOf))]);
  const numbered = groups.map(({ anyOf }) => {
    const words = anyOf.flatMap((word) => known.get(word) ?? []);
    return { anyOf: words.map(({ no }) => no), count: words.reduce((sum, { count }) => sum + count, 0) };
  });
  return numbered.some(({ anyOf }) => anyOf.length === 0) ? null : numbered;
}

function toGroup({ count }: NumberedGroup): { anyOf: readonly string[]; follows: boolean; count: number } {
  return { anyOf: [], follows: false, count };
}

/** By the number of their fact, which messages have as that of their chat, with how many messages each has. */
async function chatsOf(on: Connections, { userId, chatId }: IndexQuery): Promise<{ no: number; count: number }[]> {
  const rows = await on.query<[number, number]>({
    name: 'confab_search_members',
    text: `select search_terms.no, search_terms.count from members
      join search_terms on search_terms.term = 'chat:' || members.chat_id
      where members.user_id = $1 and ($2::text is null or members.chat_id = $2)`,
    values: [userId, chatId],
  });
  return rows.map(([no, count]) => ({ no, count }));
}

async function countAll(on: Connections): Promise<number> {
  const [[count] = [0]] = await on.query<[number]>({
    name: 'confab_search_said',
    text: `select greatest(reltuples, 0)::bigint from pg_class where oid = 'search_said'::regclass`,
    values: [],
  });
  return Math.max(1, count);
}

interface Asked {
  groups: readonly NumberedGroup[];
  /** Numbers of those that the person is in. */
  chats: readonly number[];
}

/** With the index of tokens: all that have them, then the newest of these. */
async function lookUp(
  on: Connections,
  { above, below, order, limit }: IndexQuery,
  { groups, chats }: Asked,
): Promise<Candidates> {
  const direction = order === 'newest' ? 'desc' : 'asc';
  const conditions = groups.map((_group, place) => `string_to_array(tokens, null) && $${5 + place}::text[]`);
  const rows = await on.query<[number, string, number]>({
    text: `with hit as materialized (select id, log_no, chat_no, seq from search_said where ${conditions.join(' and ')}),
      page as (select id, log_no, seq from hit where id > $1 and id < $2 and chat_no = any($4::integer[])
        order by id ${direction} limit $3)
      select page.id, search_places.log_id, page.seq from page join search_places on search_places.no = page.log_no
      order by page.id ${direction}`,
    values: [above, below, limit, chats, ...groups.map(({ anyOf }) => anyOf.map(signOf))],
  });
  const found = rows.map(([id, logId, seq]) => ({ id, logId, seq }));
  return { found, next: found.length === limit ? (found.at(-1)?.id ?? null) : null };
}

/** From the newest on, as far as one look goes. */
async function goThrough(
  on: Connections,
  { above, below, order, limit }: IndexQuery,
  { groups, chats, looks }: Asked & { looks: number },
): Promise<Candidates> {
  const direction = order === 'newest' ? 'desc' : 'asc';
  const conditions = groups.map((_group, place) => ` and translate(tokens, $${6 + place}, '') <> tokens`);
  const rows = await on.query<[number, number, number | null, string | null, number | null]>({
    text: `with page as materialized (select * from search_said where id > $1 and id < $2 order by id ${direction} limit $5),
      hit as (select id, log_no, seq from page where chat_no = any($4::integer[])${conditions.join('')}
        order by id ${direction} limit $3),
      looked as (select count(*) as count, ${order === 'newest' ? 'min' : 'max'}(id) as last from page)
      select looked.count, looked.last, hit.id, search_places.log_id, hit.seq from looked
      left join (hit join search_places on search_places.no = hit.log_no) on true order by hit.id ${direction}`,
    values: [above, below, limit, chats, looks, ...groups.map(({ anyOf }) => anyOf.map(signOf).join(''))],
  });
  const found = rows.flatMap(([, , id, logId, seq]) =>
    id === null || logId === null || seq === null ? [] : [{ id, logId, seq }],
  );
  const [[count, last] = [0, 0]] = rows;
  if (found.length === limit) return { found, next: found.at(-1)?.id ?? null };
  return { found, next: count === looks ? last : null };
}
