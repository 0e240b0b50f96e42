import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/index.ts';
import { oidcTables } from './oidc-tables.ts';
import type { Proofs } from './provider.ts';

export const flowSeconds = 600;
const purgedAtOnce = 200;

export interface Flow extends Proofs {
  provider: string;
  /** Where to go on. */
  wanted: string;
  /** Whose account is to be connected; null where somebody logs in. */
  userId: string | null;
}

/** Log-ins under way at a provider: each is finished once, within ten minutes, by the browser that began it. */
export class OidcFlows {
  readonly #storage: Storage;
  readonly #clock: Pick<Clock, 'wallNow'>;

  constructor(storage: Storage, clock: Pick<Clock, 'wallNow'>) {
    this.#storage = storage;
    this.#clock = clock;
  }

  /** `browser`: what its cookie holds. */
  async begin(browser: string, { provider, wanted, userId }: Omit<Flow, keyof Proofs>): Promise<Proofs> {
    const proofs = { state: secret(), nonce: secret(), verifier: secret() };
    await this.#purge();
    await oidcTables(this.#storage)
      .insertInto('oidc_flows')
      .values({
        state: hash(proofs.state),
        provider,
        verifier: proofs.verifier,
        nonce: proofs.nonce,
        browser: hash(browser),
        wanted,
        user_id: userId ?? '',
        expires_at: this.#clock.wallNow() + flowSeconds * 1_000,
      })
      .execute();
    return proofs;
  }

  /** Null where this browser began none of that state, has finished it, or began it too long ago. */
  async take(browser: string, state: string): Promise<Flow | null> {
    const row = await oidcTables(this.#storage)
      .deleteFrom('oidc_flows')
      .where('state', '=', hash(state))
      .where('browser', '=', hash(browser))
      .returningAll()
      .executeTakeFirst();
    if (!row || row.expires_at <= this.#clock.wallNow()) return null;
    const { nonce, verifier, provider, wanted, user_id: userId } = row;
    return { state, nonce, verifier, provider, wanted, userId: userId === '' ? null : userId };
  }

  /** What was never finished goes with those that begin, a few at a time. */
  async #purge(): Promise<void> {
    const db = oidcTables(this.#storage);
    const expired = db.selectFrom('oidc_flows').select('state').where('expires_at', '<=', this.#clock.wallNow());
    const states = (await expired.limit(purgedAtOnce).execute()).map(({ state }) => state);
    if (states.length > 0) await db.deleteFrom('oidc_flows').where('state', 'in', states).execute();
  }
}

/** 256 bits; PKCE wants 43 characters or more. */
export function secret(): string {
  return randomBytes(32).toString('base64url');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
