import { type SearchCountQuery, searchOperations } from '@confab/protocol';
import { ApiError, type Caller, implement, JsonAnswer } from '../http/index.ts';
import type { ChatAccess } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import type { AfterCommit } from '../log/after-commit.ts';
import type { Place } from '../place/index.ts';
import type { Clock } from '../realtime/clock.ts';
import { sweepEveryMs } from '../realtime/rounds.ts';
import type { PersonTurns } from '../realtime/person-turns.ts';
import { UserPace } from '../realtime/user-pace.ts';
import type { Storage } from '../storage/index.ts';
import { Indexer } from './indexer.ts';
import { namesOf } from './names-of.ts';
import { readQuery } from './read-query.ts';
import type { HitContext } from './find-hits.ts';
import { countHits, type SearchAsk, searchMessages } from './search-messages.ts';

export interface SearchContext {
  storage: Storage;
  access: Pick<ChatAccess, 'requireMember'>;
  place: Pick<Place, 'permits'>;
  histories: PersonTurns;
  clock: Clock;
  afterCommit: AfterCommit;
  onError: (error: unknown) => void;
  /** Null: there are no limits. */
  rates: object | null;
}

/** A search costs one and a little for every message that was looked at: words that nearly everything has are dear (A43). */
const pace = { perSecond: 20, burst: 300 };
const lookedForOne = 50;
/** One that failed, as when the database gave it up: it may have been the dearest of all. */
const failedCost = 60;
/** What was missed, or is to be made anew, is looked for so often; and for the first time when others are not waited for any more. */
const compareEveryMs = 30_000;
const firstCompareMs = 1_000;
/** So long whoever searches waits for what was said right before. */
const patienceMs = 150;
/** An index that is further behind needs looking after. */
const lateMs = 600_000;

/** Where to look for what was said, and what is found there as it is now (docs/decisions/0052). */
export function search(context: SearchContext): Feature {
  const { storage, access, place, histories, clock, afterCommit, onError } = context;
  const indexer = new Indexer({ clock, onError, open: () => storage.openSearch() });
  const hits: HitContext = { storage, index: { find: async (query) => (await indexer.index()).find(query) } };
  afterCommit.listen({ changed: ({ chatId }) => indexer.touch(chatId) });
  const compare = (): Promise<void> => indexer.compare();
  const cancelFirst = clock.after(firstCompareMs, () => void compare().catch(onError));
  const paces = context.rates && new UserPace(pace);

  async function ask({ userId }: Caller, { query, chatId, zone }: SearchCountQuery): Promise<SearchAsk> {
    admit(userId);
    if (chatId !== undefined) await access.requireMember(chatId, userId);
    await indexer.settle(patienceMs);
    const read = await readQuery(query, {
      callerId: userId,
      zone: async () => zone ?? (await zoneOf(storage, userId)),
      now: clock.wallNow(),
      names: namesOf(storage, userId),
    });
    return { userId, chatId: chatId ?? null, read };
  }

  function admit(userId: string): void {
    const waitMs = paces?.waitMs(userId, clock.monotonicNow()) ?? 0;
    if (waitMs > 0) {
      const retryAfterSeconds = Math.ceil(waitMs / 1_000);
      throw new ApiError('rate-limited', `You have searched too much. Wait ${retryAfterSeconds} s, then try again.`, {
        retryAfterSeconds,
      });
    }
  }

  async function paid<Result extends { looked: number }>(
    userId: string,
    run: () => Promise<Result>,
  ): Promise<Omit<Result, 'looked'>> {
    let cost = failedCost;
    try {
      const { looked, ...result } = await run();
      cost = 1 + looked / lookedForOne;
      return result;
    } catch (error) {
      if (error instanceof ApiError) cost = 1;
      throw error;
    } finally {
      paces?.charge(userId, clock.monotonicNow(), cost);
    }
  }

  return {
    name: 'search',
    offers: ['search'],
    routes: [
      implement(searchOperations.search, ({ caller, query }) =>
        histories.run(caller.userId, async () => {
          const asked = await ask(caller, query);
          const { hits: shown, ...page } = await paid(caller.userId, () => searchMessages(hits, { ...asked, query }));
          // Whoever may not see everyone is not told which names there are.
          const tellsPeople = place.permits(caller.role, 'see-everyone');
          const unknown = asked.read.unknown.filter(({ isPerson }) => !isPerson || tellsPeople);
          const rest = { ...page, unknown: unknown.map(({ text }) => text), isWhole: indexer.isWhole };
          return new JsonAnswer(`{"hits":[${shown.join()}],${JSON.stringify(rest).slice(1)}`);
        }),
      ),
      implement(searchOperations.countSearch, ({ caller, query }) =>
        histories.run(caller.userId, async () => {
          const asked = await ask(caller, query);
          return await paid(caller.userId, () => countHits(hits, asked));
        }),
      ),
    ],
    rounds: [
      { everyMs: compareEveryMs, run: compare },
      { everyMs: sweepEveryMs, run: () => paces?.sweep(clock.monotonicNow()) },
    ],
    gauges: [
      {
        name: 'confab_search_lag_seconds',
        help: 'How long changes wait until search finds them.',
        read: () => indexer.lagMs / 1_000,
      },
      {
        name: 'confab_search_logs_behind',
        help: 'Chats and threads with changes that search does not find yet.',
        read: () => indexer.logsBehind,
      },
    ],
    checks: {
      async search() {
        await indexer.index();
        if (indexer.lagMs > lateMs) throw new Error('Search is far behind.');
      },
    },
    async close() {
      cancelFirst();
      await indexer.close();
    },
  };
}

async function zoneOf({ db }: Storage, userId: string): Promise<string> {
  const row = await db.selectFrom('users').select('time_zone').where('id', '=', userId).executeTakeFirst();
  return row?.time_zone ?? 'UTC';
}
