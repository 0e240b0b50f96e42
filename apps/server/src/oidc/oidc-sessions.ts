import type { Kysely } from 'kysely';
import type { IdentityTables, ProviderSession } from '../accounts/index.ts';
import type { Database, Storage } from '../storage/index.ts';
import type { LoggedOut } from './back-channel.ts';
import { type OidcTables, oidcTables } from './oidc-tables.ts';

/** Which sessions began at a provider. */
export class OidcSessions {
  readonly #db: Kysely<Database & OidcTables & IdentityTables>;

  constructor(storage: Storage) {
    this.#db = oidcTables(storage).$extendTables<IdentityTables>();
  }

  async keep(sessionId: string, begun: ProviderSession): Promise<void> {
    await this.#db
      .insertInto('oidc_sessions')
      .values({ session_id: sessionId, ...begun })
      .execute();
  }

  /**
   * What ends with a log-out there: the sessions that began with the one that is named. Where none is named, or none is known by that name,
   * all of that person (`sessionIds` null): rather one too many.
   */
  async findLoggedOut(
    provider: string,
    { subject, sid }: LoggedOut,
  ): Promise<{ userId: string; sessionIds: string[] | null }[]> {
    if (sid !== null) {
      const rows = await this.#db
        .selectFrom('oidc_sessions')
        .innerJoin('sessions', 'sessions.id', 'oidc_sessions.session_id')
        .select(['sessions.id', 'sessions.user_id'])
        .where('provider', '=', provider)
        .where('sid', '=', sid)
        .$if(subject !== null, (query) => query.where('subject', '=', subject ?? ''))
        .execute();
      if (rows.length > 0) return rows.map(({ id, user_id: userId }) => ({ userId, sessionIds: [id] }));
    }
    if (subject === null) return [];
    const person = await this.#db
      .selectFrom('identities')
      .select('user_id')
      .where('provider', '=', provider)
      .where('subject', '=', subject)
      .executeTakeFirst();
    return person ? [{ userId: person.user_id, sessionIds: null }] : [];
  }
}
