import type { ChatLog } from '../../chat-log.ts';
import type { Candidates, IndexQuery, SearchIndex } from '../../search/search-index.ts';
import type { Connections, Queryable } from '../connections.ts';
import { findCandidates } from './find-candidates.ts';
import { followLog, indexLock } from './follow-log.ts';
import { DocumentIds } from './document-ids.ts';
import { SeenShares } from './seen-shares.ts';

const logsPerPage = 1_000;

/** In tables of the database, for all nodes. */
export class PostgresSearchIndex implements SearchIndex {
  readonly #connections: Connections;
  readonly #log: Pick<ChatLog, 'readChanges' | 'readHeads'>;
  readonly #epoch: string;
  readonly #ids = new DocumentIds();
  readonly #shares: SeenShares;
  /** See `#findMade`: as it was when this node last looked. */
  #made: string | null = null;

  private constructor(connections: Connections, log: Pick<ChatLog, 'readChanges' | 'readHeads'>, epoch: string) {
    this.#connections = connections;
    this.#log = log;
    this.#epoch = epoch;
    this.#shares = new SeenShares(connections);
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
    return await findCandidates({ connections: this.#connections, shares: this.#shares }, query);
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

  /** One node empties it, whichever comes first: the others wait before they hold anything that it needs, and are told too. */
  async renew(): Promise<boolean> {
    const made =
      (await this.#findMade(this.#connections)) ?? (await this.#connections.transaction((on) => this.#make(on)));
    const isAnother = made !== this.#made;
    this.#made = made;
    if (isAnother) {
      this.#ids.forget();
      this.#shares.forget();
    }
    return isAnother;
  }

  async #make(on: Queryable): Promise<string> {
    await on.query({ text: `select pg_advisory_xact_lock(${indexLock})::text`, values: [] });
    const byAnother = await this.#findMade(on);
    if (byAnother !== null) return byAnother;
    await on.query({
      text: 'truncate search_said, search_terms, search_places, search_state restart identity',
      values: [],
    });
    const [[made] = ['']] = await on.query<[string]>({
      text: `insert into search_state (key, value) values ('epoch', $1) returning xmin::text`,
      values: [this.#epoch],
    });
    return made;
  }

  /** The transaction that made it; null: it is of another history, or somebody asked for it to be made anew. */
  async #findMade(on: Queryable): Promise<string | null> {
    const state = await on.query<[key: string, value: string, made: string]>({
      text: `select key, value, xmin::text from search_state where key in ('epoch', 'renew')`,
      values: [],
    });
    if (state.some(([key]) => key === 'renew')) return null;
    return state.find(([, value]) => value === this.#epoch)?.[2] ?? null;
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
