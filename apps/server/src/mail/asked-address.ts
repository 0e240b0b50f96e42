import type { Storage } from '../storage/index.ts';

/** What somebody asked for to be their address, until its reader says so. Expired ones are purged with other verifications. */
export class AskedAddresses {
  readonly #db: Storage['db'];
  readonly #wallNow: () => number;

  constructor({ db }: Pick<Storage, 'db'>, wallNow: () => number) {
    this.#db = db;
    this.#wallNow = wallNow;
  }

  async find(userId: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('verifications')
      .select('value')
      .where('id', '=', idOf(userId))
      .where('expires_at', '>', new Date(this.#wallNow()))
      .executeTakeFirst();
    return row?.value ?? null;
  }

  /** In the place of one that was asked for before. */
  async keep(userId: string, address: string): Promise<void> {
    const now = this.#wallNow();
    const times = { expires_at: new Date(now + keptMs), updated_at: new Date(now) };
    await this.#db
      .insertInto('verifications')
      .values({ id: idOf(userId), identifier: idOf(userId), value: address, created_at: new Date(now), ...times })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ value: address, ...times }))
      .execute();
  }

  async forget(userId: string): Promise<void> {
    await this.#db.deleteFrom('verifications').where('id', '=', idOf(userId)).execute();
  }
}

const keptMs = 24 * 3_600_000;

function idOf(userId: string): string {
  return `address of ${userId}`;
}
