import type { PlaceSettings } from '@confab/protocol';
import type { RateStore } from '../bus/rate-store.ts';
import { ApiError } from '../http/index.ts';
import type { Clock } from '../realtime/clock.ts';
import { TokenBucket } from '../realtime/token-bucket.ts';
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
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #read: (userId: string) => Promise<number | null>;

  constructor(options: NewcomersOptions) {
    this.#options = options;
    this.#read = shareReads((userIds) => this.#readAll(userIds), options.schedule);
  }

  /**
   * Before a send: for how long a new account sends no links, where this may be one. Whose age is not known here yet is looked up
   * meanwhile: the first message counts for nothing, and of its link the transaction decides.
   */
  ask(senderId: string, content: string): number | null {
    const limits = this.#options.rates === null ? null : this.#options.limits();
    if (limits === null || limits.hours === 0) return null;
    const madeAt = this.#madeAt.get(senderId);
    if (madeAt === undefined) this.#learn(senderId);
    else if (!this.#isNew(madeAt, limits)) return null;
    else this.#takeMessage(senderId, limits);
    return limits.links || !hasLink(content) ? null : limits.hours * hourMs;
  }

  /** Before a direct chat or a group is made. Throws `rate-limited`. */
  async takeChat(userId: string): Promise<void> {
    const { rates, limits: limitsNow } = this.#options;
    const limits = rates === null ? null : limitsNow();
    if (rates === null || limits === null || limits.hours === 0) return;
    const madeAt = await this.#read(userId);
    if (madeAt === null || !this.#isNew(madeAt, limits)) return;
    const { current, ttlMs } = await rates.count(`new chats of ${userId}`, hourMs);
    if (current <= limits.chatsPerHour) return;
    throw new ApiError('rate-limited', `New accounts start ${limits.chatsPerHour} chats in an hour. Try again later.`, {
      retryAfterSeconds: Math.ceil(ttlMs / 1_000),
    });
  }

  /** Now and then: of those that are as if they had rested. */
  sweep(): void {
    const now = this.#options.clock.monotonicNow();
    for (const [userId, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(userId);
  }

  #isNew(madeAt: number, { hours }: NewAccounts): boolean {
    return madeAt > this.#options.clock.wallNow() - hours * hourMs;
  }

  #takeMessage(userId: string, { messagesPerMinute: perMinute }: NewAccounts): void {
    const now = this.#options.clock.monotonicNow();
    let bucket = this.#buckets.get(userId);
    if (!bucket) {
      bucket = new TokenBucket({ perSecond: perMinute / 60, burst: perMinute }, now);
      this.#buckets.set(userId, bucket);
    }
    const waitMs = bucket.take(now);
    if (waitMs === 0) return;
    throw new ApiError('rate-limited', `New accounts send ${perMinute} messages in a minute. Wait a moment.`, {
      retryAfterSeconds: Math.min(Math.ceil(waitMs / 1_000), minuteMs / 1_000),
    });
  }

  #learn(userId: string): void {
    this.#read(userId).catch(this.#options.onError);
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
