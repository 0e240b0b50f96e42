import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { chatsMax, fewChats, type Group, namesChats, planGroups } from '../../search/plan.ts';
import type { Candidate, Candidates, IndexQuery } from '../../search/search-index.ts';
import type { Vocabulary } from './vocabulary.ts';

interface Row extends Candidate {
  chatNo: number;
}

/** Messages that one look goes through: what it did not come to, the next one does. */
const looksMax = 4_000;

/** Finds candidates, in chats of the person alone. */
export class IndexFinder {
  readonly #vocabulary: Vocabulary;
  readonly #chatsOf: StatementSync;
  readonly #isMember: StatementSync;
  readonly #numberOf: StatementSync;
  readonly #docsIn: StatementSync;
  readonly #docsInAll: StatementSync;
  readonly #search: Readonly<Record<IndexQuery['order'], { all: StatementSync; matching: StatementSync }>>;
  /** Of chats, by id. A number stays for as long as the index. */
  readonly #numbers = new Map<string, number>();

  constructor(db: DatabaseSync, log: DatabaseSync, vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#chatsOf = log.prepare('select chat_id from members where user_id = ?');
    this.#chatsOf.setReturnArrays(true);
    this.#isMember = log.prepare('select 1 from members where chat_id = ? and user_id = ?');
    this.#numberOf = db.prepare('select no from logs where log_id = ?');
    this.#docsIn = db.prepare(
      'select coalesce(sum(docs), 0) as docs from logs where no in (select value from json_each(?))',
    );
    this.#docsInAll = db.prepare('select coalesce(sum(docs), 0) as docs from logs');
    const prepare = (order: 'desc' | 'asc'): { all: StatementSync; matching: StatementSync } => {
      const columns = 'docs.id as id, logs.log_id as logId, docs.seq as seq, logs.chat_no as chatNo';
      const logs = 'cross join logs on logs.no = docs.log_no';
      return {
        all: db.prepare(
          `select ${columns} from docs ${logs} where docs.id > ? and docs.id < ? order by docs.id ${order} limit ${looksMax}`,
        ),
        matching: db.prepare(
          `select ${columns} from said cross join docs on docs.id = said.rowid ${logs}
           where said match ? and said.rowid > ? and said.rowid < ? order by said.rowid ${order} limit ${looksMax}`,
        ),
      };
    };
    this.#search = { newest: prepare('desc'), oldest: prepare('asc') };
  }

  find(query: IndexQuery): Candidates {
    const chats = this.#seenBy(query);
    if (chats.size === 0 || query.facts.some(({ length }) => length === 0)) return { found: [], next: null };
    const groups = planGroups(query, (key) => this.#vocabulary.standInsOf(key));
    const conditions = groups.map((group, place) => (group.follows ? '' : rowOf(groups, place))).filter(Boolean);
    if (this.#namesChats(groups, chats, query.limit))
      conditions.push(anyOf([...chats.values()].map(({ id }) => `chat:${id}`)));
    const { all, matching } = this.#search[query.order];
    // Numbers would be taken for floating ones.
    const bounds = [BigInt(query.above), BigInt(query.below)] as const;
    const rows =
      conditions.length === 0 ? all.iterate(...bounds) : matching.iterate(conditions.join(' AND '), ...bounds);
    return take(rows as unknown as Iterable<Row>, chats, query.limit);
  }

  /** By number: the chats of the person that the index has something of. */
  #seenBy({ userId, chatId }: IndexQuery): Map<number, { id: string }> {
    const ids =
      chatId === null
        ? (this.#chatsOf.all(userId) as unknown as [string][]).map(([id]) => id)
        : this.#isMember.get(chatId, userId) === undefined
          ? []
          : [chatId];
    const seen = new Map<number, { id: string }>();
    for (const id of ids) {
      const no = id.includes('~') ? undefined : this.#number(id);
      if (no !== undefined) seen.set(no, { id });
    }
    return seen;
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
    if (chats.size > chatsMax) return false;
    const { docs: seen } = this.#docsIn.get(JSON.stringify([...chats.keys()])) as { docs: number };
    const { docs: all } = this.#docsInAll.get() as { docs: number };
    return namesChats(groups, { chats: chats.size, seen, all, limit });
  }
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

function take(rows: Iterable<Row>, chats: ReadonlyMap<number, unknown>, limit: number): Candidates {
  const found: Candidate[] = [];
  let looked = 0;
  let last: number | null = null;
  for (const { chatNo, ...candidate } of rows) {
    looked += 1;
    last = candidate.id;
    if (chats.has(chatNo)) found.push(candidate);
    if (found.length === limit) return { found, next: last };
  }
  return { found, next: looked === looksMax ? last : null };
}
