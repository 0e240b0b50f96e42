import type { RateStore } from '../bus/rate-store.ts';
import { ApiError } from '../http/api-error.ts';

const hourMs = 3_600_000;
const kinds = ['chats', 'people'] as const;
type Kind = (typeof kinds)[number];

/**
 * Chats: a class in which one person writes to everybody, several times over. People: one group as large as a request may
 * make it, and as many again in smaller ones.
 */
const maxPerHour: Readonly<Record<Kind, number>> = { chats: 200, people: 10_000 };

/** Chats that are made, and people who are put into chats. */
export type Spending = Readonly<Record<Kind, number>>;

/**
 * What one account may do to others' lists of chats within an hour, on all nodes together: everybody who is put into a
 * chat is told of it, and again each time that they ask for theirs (A43).
 */
export class HourlyAllowance {
  readonly #rates: RateStore | null;

  /** Null: no limits. */
  constructor(rates: RateStore | null) {
    this.#rates = rates;
  }

  /** Throws `rate-limited`, or runs it. What fails, or was in vain, is given back. */
  async spend<Done>(
    userId: string,
    spending: Spending,
    { run, isInVain = () => false }: { run: () => Promise<Done>; isInVain?: (done: Done) => boolean },
  ): Promise<Done> {
    await this.#take(userId, spending);
    let isSpent = false;
    try {
      const done = await run();
      isSpent = !isInVain(done);
      return done;
    } finally {
      if (!isSpent) await this.#count(userId, { chats: -spending.chats, people: -spending.people });
    }
  }

  async #take(userId: string, spending: Spending): Promise<void> {
    const counts = await this.#count(userId, spending);
    const over = counts.find(({ kind, current }) => current > maxPerHour[kind]);
    if (!over) return;
    await this.#count(userId, { chats: -spending.chats, people: -spending.people });
    const max = maxPerHour[over.kind].toLocaleString('en');
    const what = over.kind === 'chats' ? `start ${max} chats` : `add ${max} people to chats`;
    throw new ApiError('rate-limited', `Within an hour you may ${what}. Try again later.`, {
      retryAfterSeconds: Math.ceil(over.ttlMs / 1_000),
    });
  }

  async #count(userId: string, spending: Spending): Promise<{ kind: Kind; current: number; ttlMs: number }[]> {
    const rates = this.#rates;
    if (!rates) return [];
    const spent = kinds.filter((kind) => spending[kind] !== 0);
    return await Promise.all(
      spent.map(async (kind) => ({ kind, ...(await rates.count(`${kind} by ${userId}`, hourMs, spending[kind])) })),
    );
  }
}
