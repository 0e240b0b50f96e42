import type { ChatLog } from '../../chat-log.ts';
import type { Candidates, IndexQuery, SearchIndex } from '../../search/search-index.ts';
import type { Connections, Queryable } from '../connections.ts';
import { findCandidates } from './find-candidates.ts';
import { followLog, indexLock } from './follow-log.ts';
import { DocumentIds } from './document-ids.ts';

const logsPerPage = 1_000;

/** In tables of the database, for all nodes. */
export class PostgresSearchIndex implements SearchIndex {
  readonly #connections: Connections;
  readonly #log: Pick<ChatLog, 'readChanges' | 'readHeads'>;
  readonly #epoch: string;
  readonly #ids = new DocumentIds();

  private constructor(connections: Connections, log: Pick<ChatLog, 'readChanges' | 'readHeads'>, epoch: string) {
    this.#connections = connections;
    this.#log = log;
    this.#epoch = epoch;
  }

  static async open(
    connections: Connections,
    log: Pick<ChatLog, 'readChanges' | 'readHeads'>,
    epoch: string,
  ): Promise<PostgresSearchIndex> {
    const index = new PostgresSearchIndex(connections, log, epoch);
    await index.renew();
    // Of the version before: what nodes of it took in beside those of this one goes with the last of them.
    await connections.query({ text: 'truncate search_docs, search_words', values: [] });
    return index;
  }

  async find(query: IndexQuery): Promise<Candidates> {
    return await findCandidates(this.#connections, query);
  }

  async follow(logId: string): Promise<boolean> {
    return await followLog({ connections: this.#connections, log: this.#log, ids: this.#ids }, logId);
  }

  async compare(after: string): Promise<{ behind: string[]; next: string | null }> {
    const rows = await this.#connections.query<[string, boolean]>({
      name: 'confab_search_compare',
      text: `select chats.id, chats.rev is distinct from search_places.rev from chats
        left join search_places on search_places.log_id = chats.id where chats.id > $1 order by chats.id limit $2`,
      values: [after, logsPerPage],
    });
    const behind = rows.flatMap(([id, isBehind]) => (isBehind ? [id] : []));
    return { behind, next: rows.length < logsPerPage ? null : (rows.at(-1)?.[0] ?? null) };
  }

  /** One node empties it, whichever comes first: the others wait before they hold anything that it needs. */
  async renew(): Promise<boolean> {
    if (await this.#isOfHistory(this.#connections)) return false;
    const isEmptied = await this.#connections.transaction(async (on) => {
      await on.query({ text: `select pg_advisory_xact_lock(${indexLock})::text`, values: [] });
      if (await this.#isOfHistory(on)) return false;
      await on.query({
        text: 'truncate search_said, search_terms, search_places, search_state restart identity',
        values: [],
      });
      await on.query({
        text: `insert into search_state (key, value) values ('epoch', $1) on conflict (key) do nothing`,
        values: [this.#epoch],
      });
      return true;
    });
    if (isEmptied) this.#ids.forget();
    return isEmptied;
  }

  /** And nobody asked for it to be made anew. */
  async #isOfHistory(on: Queryable): Promise<boolean> {
    const meta = await on.query<[string]>({
      text: `select key || ' ' || value from search_state where key in ('epoch', 'renew')`,
      values: [],
    });
    const said = meta.map(([text]) => text);
    return said.includes(`epoch ${this.#epoch}`) && !said.some((text) => text.startsWith('renew '));
  }

  /** What waits to be put in its place is looked through by every search. */
  async tidy(): Promise<boolean> {
    await this.#connections.query({
      name: 'confab_search_tidy',
      text: `select gin_clean_pending_list('search_said_by_token'::regclass)`,
      values: [],
    });
    return false;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
