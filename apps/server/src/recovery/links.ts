import { createHash, randomBytes } from 'node:crypto';
import type { LinkPurpose } from '@confab/protocol';
import type { Kysely } from 'kysely';
import { takesPassword } from '../accounts/index.ts';
import type { Database, Storage } from '../storage/index.ts';

/** As the database has it: never the token itself, so that whoever reads it can follow none. */
type LinkTables = {
  log_in_links: {
    token_hash: string;
    user_id: string;
    purpose: LinkPurpose;
    /** Of the address that it was mailed to, or the role of whom it was made for, and the password of that time: it holds as long as these are the account's. */
    bound: string;
    expires_at: number;
  };
};

export interface FoundLink {
  userId: string;
  username: string;
  purpose: LinkPurpose;
  expiresAt: number;
  /** Nobody has logged in to the account yet. */
  isFirst: boolean;
}

export interface MadeLink {
  token: string;
  expiresAt: number;
}

const [minuteMs, hourMs] = [60_000, 3_600_000];

/** Mailed ones hold for as long as somebody waits for a mail; one that is handed over, for a day. */
export const linkLifeMs = { reset: hourMs, 'log-in': 15 * minuteMs, handed: 24 * hourMs } as const;

/** Links that let their holder in, once. */
export class LogInLinks {
  readonly #db: Kysely<Database & LinkTables>;
  readonly #wallNow: () => number;

  constructor({ db }: Pick<Storage, 'db'>, wallNow: () => number) {
    this.#db = db.$extendTables<LinkTables>();
    this.#wallNow = wallNow;
  }

  /** `address`: where it is mailed to; null where it is handed over. Those that were made before hold on. */
  async make(
    userId: string,
    { purpose, address, lifeMs }: { purpose: LinkPurpose; address: string | null; lifeMs: number },
  ): Promise<MadeLink> {
    await this.#db.deleteFrom('log_in_links').where('expires_at', '<', this.#wallNow()).execute();
    const token = randomBytes(32).toString('base64url');
    const expiresAt = this.#wallNow() + lifeMs;
    const password = await this.#passwordOf(userId);
    const bound = address === null ? bindHanded(await this.#roleOf(userId), password) : bindMailed(address, password);
    await this.#db
      .insertInto('log_in_links')
      .values({
        token_hash: hash(token),
        user_id: userId,
        purpose,
        bound,
        expires_at: expiresAt,
      })
      .execute();
    return { token, expiresAt };
  }

  /**
   * Null where it is none, is too old, was used, or its account has another address, role or password by now, or can't be used, or is one
   * that another vouches for since.
   */
  async find(token: string): Promise<FoundLink | null> {
    const row = await this.#db
      .selectFrom('log_in_links')
      .innerJoin('users', 'users.id', 'log_in_links.user_id')
      .select([
        'user_id',
        'purpose',
        'bound',
        'expires_at',
        'users.display_username',
        'users.email',
        'users.role',
        'users.last_seen_at',
      ])
      .where('token_hash', '=', hash(token))
      .where('users.deactivated_at', 'is', null)
      .executeTakeFirst();
    if (!row || row.expires_at <= this.#wallNow() || !(await takesPassword(this.#db, row.user_id))) return null;
    const password = await this.#passwordOf(row.user_id);
    if (![bindHanded(row.role, password), bindMailed(row.email, password)].includes(row.bound)) return null;
    const { user_id: userId, display_username: username, purpose, expires_at: expiresAt } = row;
    const isFirst = row.last_seen_at === null && !(await this.#isLoggedIn(userId));
    return { userId, username, purpose, expiresAt, isFirst };
  }

  /** As `find`, and uses it up: of two who come together, one has it. */
  async take(token: string): Promise<FoundLink | null> {
    const found = await this.find(token);
    if (!found) return null;
    const taken = await this.#db.deleteFrom('log_in_links').where('token_hash', '=', hash(token)).executeTakeFirst();
    return taken.numDeletedRows > 0n ? found : null;
  }

  async #isLoggedIn(userId: string): Promise<boolean> {
    const session = this.#db.selectFrom('sessions').select('id').where('user_id', '=', userId).limit(1);
    return (await session.executeTakeFirst()) !== undefined;
  }

  async #roleOf(userId: string): Promise<string> {
    const row = await this.#db.selectFrom('users').select('role').where('id', '=', userId).executeTakeFirst();
    return row?.role ?? '';
  }

  async #passwordOf(userId: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('accounts')
      .select('password')
      .where('user_id', '=', userId)
      .where('provider_id', '=', 'credential')
      .executeTakeFirst();
    return row?.password ?? null;
  }
}

function bindMailed(address: string, password: string | null): string {
  return hash(JSON.stringify([address, password]));
}

/** Whoever made it could use it: of a member, not of the owner whom that member may be a day later. */
function bindHanded(role: string, password: string | null): string {
  return hash(JSON.stringify([null, password, role]));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
