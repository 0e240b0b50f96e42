import type { Kysely } from 'kysely';
import type { Database, Storage } from '../storage/index.ts';

// No interface: an interface is no record.
export type OidcTables = {
  oidc_flows: {
    state: string;
    provider: string;
    verifier: string;
    nonce: string;
    browser: string;
    wanted: string;
    /** Whose account is to be connected; empty where somebody logs in. */
    user_id: string;
    expires_at: number;
  };
  oidc_sessions: { session_id: string; provider: string; subject: string; sid: string };
};

export function oidcTables({ db }: Pick<Storage, 'db'>): Kysely<Database & OidcTables> {
  return db.$extendTables<OidcTables>();
}
