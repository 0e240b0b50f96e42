import type { Kysely } from 'kysely';
import type { Database, Storage } from '../../storage/index.ts';

// No interface: an interface is no record.
export type FactorTables = {
  /** One that is asked for and, beside it, one that is being set up. */
  totp_secrets: {
    user_id: string;
    is_confirmed: 0 | 1;
    /** See sealed-secrets.ts. */
    secret: string;
    /** Of the last code that was taken: none before it counts any more. */
    last_step: number;
    made_at: number;
  };
  recovery_codes: { user_id: string; code_hash: string };
  passkeys: {
    id: string;
    user_id: string;
    /** Base64url, as WebAuthn has it. */
    credential_id: string;
    /** COSE, base64url. */
    public_key: string;
    counter: number;
    /** JSON of a list. */
    transports: string;
    /** The name that browsers bind it to. */
    rp_id: string;
    name: string;
    made_at: number;
    /** 0 before the first time. */
    used_at: number;
  };
  log_in_challenges: {
    token_hash: string;
    user_id: string;
    method: string;
    /** Of the password at that time: another one voids it. */
    password_hash: string;
    /** JSON of a `ProviderSession`, or empty. */
    begun_at: string;
    tries: number;
    expires_at: number;
  };
  /** Of challenges that are kept nowhere else: each works once. */
  spent_challenges: { challenge_hash: string; expires_at: number };
};

export type FactorDb = Kysely<Database & FactorTables>;

export function factorTables(db: Storage['db']): FactorDb {
  return db.$extendTables<FactorTables>();
}
