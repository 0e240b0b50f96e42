import type { PlaceSettings } from '@confab/protocol';
import type { RateStore } from '../bus/rate-store.ts';
import { ApiError } from '../http/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/index.ts';
import { shareReads } from '../storage/shared-reads.ts';
import { hasLink } from './word-matcher.ts';

type NewAccounts = NonNullable<PlaceSettings['newAccounts']>;

interface NewcomersOptions {
  storage: Pick<Storage, 'db'>;
  clock: Clock;
  /** Null: there are no limits. */
  rates: RateStore | null;
  /** What the place says now; null: nothing. */
  limits: () => NewAccounts | null;
  schedule: (task: () => void) => void;
  onError: (error: unknown) => void;
}

const hourMs = 3_600_000;
const minuteMs = 60_000;
const knownMax = 100_000;

/** What accounts may not do yet in their first hours. Most are older, and cost a look into a map. */
export class Newcomers {
  readonly #options: NewcomersOptions;
  /** When accounts were made, of those that sent something here; milliseconds since 1970. */
  readonly #madeAt = new Map<string, number>();
  /** Sends whose count is under way, by sender: whoever sends meanwhile comes behind them (D4). */
  readonly #turns = new Map<string, Promise<void>>();
  readonly #read: (userId: string) => Promise<number | null>;

  constructor(options: NewcomersOptions) {
    this.#options = options;
    this.#read = shareReads((userIds) => this.#readAll(userIds), options.schedule);
  }

  /**
   * Before a send, and before `ask`: null where nothing is waited for, which is so for all but new accounts. Counted over all nodes; whose age
   * is not known here yet waits for nothing, and is counted once it is. Rejects with `rate-limited`.
   */
  keepPace(senderId: string): Promise<void> | null {
    const { rates } = this.#options;
    const limits = this.#limits();
    const before = this.#turns.get(senderId);
    const madeAt = this.#madeAt.get(senderId);
    if (rates !== null && limits !== null) {
      if (madeAt === undefined) this.#learn(senderId, rates);
      else if (this.#isNew(madeAt, limits)) {
        return this.#takeTurn(senderId, this.#takeMessage(senderId, limits, rates), before);
      }
    }
    return before ?? null;
  }

  /** Before a send: for how long a new account sends no links, where this may be one. Of whose age is not known here the transaction decides. */
  ask(senderId: string, content: string): number | null {
    const limits = this.#limits();
    if (limits === null || limits.links) return null;
    const madeAt = this.#madeAt.get(senderId);
    if (madeAt !== undefined && !this.#isNew(madeAt, limits)) return null;
    return hasLink(content) ? limits.hours * hourMs : null;
  }

  /** Before a direct chat or a group is made. Throws `rate-limited`. */
  async takeChat(userId: string): Promise<void> {
    const { rates } = this.#options;
    const limits = this.#limits();
    if (rates === null || limits === null) return;
    const madeAt = await this.#read(userId);
    if (madeAt === null || !this.#isNew(madeAt, limits)) return;
    const { current, ttlMs } = await rates.count(`new chats of ${userId}`, hourMs);
    if (current <= limits.chatsPerHour) return;
    throw new ApiError('rate-limited', `New accounts start ${limits.chatsPerHour} chats in an hour. Try again later.`, {
      retryAfterSeconds: Math.ceil(ttlMs / 1_000),
    });
  }

  #limits(): NewAccounts | null {
    return this.#options.rates === null ? null : this.#options.limits();
  }

  #isNew(madeAt: number, { hours }: NewAccounts): boolean {
    return madeAt > this.#options.clock.wallNow() - hours * hourMs;
  }

  async #takeMessage(userId: string, limits: NewAccounts, rates: RateStore): Promise<void> {
    const { messagesPerMinute: perMinute } = limits;
    const { current, ttlMs } = await rates.count(paceOf(userId), minuteMs);
    if (current <= perMinute) return;
    throw new ApiError('rate-limited', `New accounts send ${perMinute} messages in a minute. Wait a moment.`, {
      retryAfterSeconds: Math.ceil(ttlMs / 1_000),
    });
  }

  /** Behind those that came before, whatever became of them. */
  #takeTurn(userId: string, counted: Promise<void>, before: Promise<void> | undefined): Promise<void> {
    const own = both(counted, before);
    const settled = settle(own, before);
    this.#turns.set(userId, settled);
    void this.#forgetAfter(settled, userId);
    return own;
  }

  async #forgetAfter(turn: Promise<void>, userId: string): Promise<void> {
    await turn;
    if (this.#turns.get(userId) === turn) this.#turns.delete(userId);
  }

  /** What was sent before it was known who is new is counted then. */
  #learn(userId: string, rates: RateStore): void {
    const count = async (): Promise<void> => {
      const madeAt = await this.#read(userId);
      const limits = this.#limits();
      if (madeAt !== null && limits !== null && this.#isNew(madeAt, limits))
        await rates.count(paceOf(userId), minuteMs);
    };
    count().catch(this.#options.onError);
  }

  async #readAll(userIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.#options.storage.db
      .selectFrom('users')
      .select(['id', 'created_at'])
      .where('id', 'in', userIds)
      .execute();
    if (this.#madeAt.size + rows.length > knownMax) this.#madeAt.clear();
    for (const { id, created_at: madeAt } of rows) this.#madeAt.set(id, new Date(madeAt).getTime());
    return new Map(rows.map(({ id, created_at: madeAt }) => [id, new Date(madeAt).getTime()]));
  }
}

function paceOf(userId: string): string {
  return `messages of new ${userId}`;
}

async function both(one: Promise<void>, other: Promise<void> | undefined): Promise<void> {
  await Promise.all([one, other]);
}

/** Never rejects. */
async function settle(one: Promise<void>, other: Promise<void> | undefined): Promise<void> {
  await Promise.allSettled([one, other]);
}
