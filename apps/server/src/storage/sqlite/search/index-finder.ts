import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { doorOf } from '@confab/protocol/threads';
import { fewChats, type Group, namesChats, planGroups } from '../../search/plan.ts';
import type { Candidate, Candidates, IndexQuery } from '../../search/search-index.ts';
import type { Membership } from './membership.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Of `rowColumns`. */
type Row = [id: number, logId: string, seq: number, chatNo: number];
const rowColumns = 'docs.id, logs.log_id, docs.seq, logs.chat_no';

/** Chats of a person. */
interface SeenChats {
  /** By number, those that the index has something of; null for more than are ever named to it. */
  named: ReadonlyMap<number, { id: string }> | null;
  has(row: Row): boolean;
}

/** Messages that one look goes through: what it did not come to, the next one does. */
const looksMax = 4_000;

/** Finds candidates, in chats of the person alone. */
export class IndexFinder {
  readonly #vocabulary: Vocabulary;
  readonly #membership: Membership;
  readonly #numberOf: StatementSync;
  readonly #docsIn: StatementSync;
  readonly #docsInAll: StatementSync;
  readonly #search: Readonly<Record<IndexQuery['order'], { all: StatementSync; matching: StatementSync }>>;
  /** Of chats, by id. A number stays for as long as the index. */
  readonly #numbers = new Map<string, number>();

  constructor(db: DatabaseSync, membership: Membership, vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#membership = membership;
    this.#numberOf = db.prepare('select no from logs where log_id = ?');
    this.#docsIn = db.prepare(
      'select coalesce(sum(docs), 0) as docs from logs where no in (select value from json_each(?))',
    );
    this.#docsInAll = db.prepare('select coalesce(sum(docs), 0) as docs from logs');
    const prepare = (order: 'desc' | 'asc'): { all: StatementSync; matching: StatementSync } => {
      const logs = 'cross join logs on logs.no = docs.log_no';
      return {
        all: prepareForRows(
          db,
          `select ${rowColumns} from docs ${logs} where docs.id > ? and docs.id < ? order by docs.id ${order} limit ${looksMax}`,
        ),
        matching: prepareForRows(
          db,
          `select ${rowColumns} from said cross join docs on docs.id = said.rowid ${logs}
           where said match ? and said.rowid > ? and said.rowid < ? order by said.rowid ${order} limit ${looksMax}`,
        ),
      };
    };
    this.#search = { newest: prepare('desc'), oldest: prepare('asc') };
  }

  /** `isMember`: whether the person of the query is in a chat. */
  find(query: IndexQuery, isMember: (chatId: string) => boolean): Candidates {
    const seen = this.#seenBy(query, isMember);
    if (seen.named?.size === 0 || query.facts.some(({ length }) => length === 0)) return { found: [], next: null };
    const groups = planGroups(query, (key) => this.#vocabulary.standInsOf(key));
    const conditions = groups.map((group, place) => (group.follows ? '' : rowOf(groups, place))).filter(Boolean);
    if (seen.named && this.#namesChats(groups, seen.named, query.limit))
      conditions.push(anyOf([...seen.named.values()].map(({ id }) => `chat:${id}`)));
    const { all, matching } = this.#search[query.order];
    // Numbers would be taken for floating ones.
    const bounds = [BigInt(query.above), BigInt(query.below)] as const;
    const rows =
      conditions.length === 0 ? all.iterate(...bounds) : matching.iterate(conditions.join(' AND '), ...bounds);
    return take(rows as unknown as Iterable<Row>, seen, query.limit);
  }

  #seenBy({ userId, chatId }: IndexQuery, isMember: (chatId: string) => boolean): SeenChats {
    if (chatId !== null) return this.#named(isMember(chatId) ? [chatId] : []);
    const chatIds = this.#membership.chatsOf(userId);
    // To list them all costs more than to ask for those in which something is found.
    return chatIds ? this.#named(chatIds) : { named: null, has: ([, logId]) => isMember(doorOf(logId)) };
  }

  #named(ids: readonly string[]): SeenChats {
    const named = new Map<number, { id: string }>();
    for (const id of ids) {
      const no = this.#number(id);
      if (no !== undefined) named.set(no, { id });
    }
    return { named, has: ([, , , chatNo]) => named.has(chatNo) };
  }

  #number(chatId: string): number | undefined {
    const known = this.#numbers.get(chatId);
    if (known !== undefined) return known;
    const row = this.#numberOf.get(chatId) as { no: number } | undefined;
    if (row) this.#numbers.set(chatId, row.no);
    return row?.no;
  }

  #namesChats(groups: readonly Group[], chats: ReadonlyMap<number, unknown>, limit: number): boolean {
    if (chats.size <= fewChats) return true;
    const { docs: seen } = this.#docsIn.get(JSON.stringify([...chats.keys()])) as { docs: number };
    const { docs: all } = this.#docsInAll.get() as { docs: number };
    return namesChats(groups, { chats: chats.size, seen, all, limit });
  }
}

function prepareForRows(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}

/** With all that follow it at once. */
function rowOf(groups: readonly Group[], from: number): string {
  const first = groups[from];
  const row = [first?.anyOf[0] ?? ''];
  for (let place = from + 1; groups[place]?.follows; place += 1) row.push(groups[place]?.anyOf[0] ?? '');
  return row.length > 1 ? row.map(quote).join(' + ') : anyOf(first?.anyOf ?? []);
}

function anyOf(tokens: readonly string[]): string {
  return `(${tokens.map(quote).join(' OR ')})`;
}

/** Whatever stands between the marks is words and nothing else (A29). */
function quote(token: string): string {
  return `"${token.replaceAll('"', '""')}"`;
}

function take(rows: Iterable<Row>, seen: SeenChats, limit: number): Candidates {
  const found: Candidate[] = [];
  let looked = 0;
  let last: number | null = null;
  for (const row of rows) {
    const [id, logId, seq] = row;
    looked += 1;
    last = id;
    if (seen.has(row)) found.push({ id, logId, seq });
    if (found.length === limit) return { found, next: last };
  }
  return { found, next: looked === looksMax ? last : null };
}
