import type { Connections } from '../connections.ts';

/** What a way is chosen by may be that old; what is found by it is exact in any case. */
const keptMs = 60_000;
const bytesOfMessage = 100;
const peopleMax = 10_000;

interface Counted {
  count: Promise<number>;
  until: number;
}

/** How many messages there are, and how many of them people see who are in many chats: about, and not asked anew for each search. */
export class SeenShares {
  readonly #connections: Connections;
  readonly #now: () => number;
  readonly #seen = new Map<string, Counted>();
  #all: Counted | null = null;

  constructor(connections: Connections, now: () => number = () => performance.now()) {
    this.#connections = connections;
    this.#now = now;
  }

  async countAll(): Promise<number> {
    this.#all = this.#kept(this.#all, () => this.#readAll());
    return await this.#all.count;
  }

  async countSeen(userId: string): Promise<number> {
    const known = this.#seen.get(userId) ?? null;
    const counted = this.#kept(known, () => this.#readSeen(userId));
    if (counted !== known) {
      if (this.#seen.size >= peopleMax) this.#seen.clear();
      this.#seen.set(userId, counted);
    }
    return await counted.count;
  }

  /** It is of another making now. */
  forget(): void {
    this.#all = null;
    this.#seen.clear();
  }

  #kept(known: Counted | null, read: () => Promise<number>): Counted {
    if (known && known.until > this.#now()) return known;
    const counted: Counted = { count: read(), until: this.#now() + keptMs };
    // Who comes next asks again.
    counted.count.catch(() => {
      counted.until = 0;
    });
    return counted;
  }

  async #readAll(): Promise<number> {
    const [[count] = [1]] = await this.#connections.query<[number]>({
      name: 'confab_search_said',
      // What was never analysed is told by its size.
      text: `select greatest(reltuples, pg_relation_size(oid) / ${bytesOfMessage}, 1)::bigint
        from pg_class where oid = 'search_said'::regclass`,
      values: [],
    });
    return count;
  }

  async #readSeen(userId: string): Promise<number> {
    const [[count] = [0]] = await this.#connections.query<[number]>({
      name: 'confab_search_seen',
      text: `select coalesce(sum(search_terms.count), 0)::bigint from members
        join search_terms on search_terms.term = 'chat:' || members.chat_id where members.user_id = $1`,
      values: [userId],
    });
    return count;
  }
}
