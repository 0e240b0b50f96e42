import { sql } from 'kysely';
import { columnTypes } from './column-types.ts';
import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

/**
 * What people show that they are themselves by, beside a password: see accounts/factors/factor-tables.ts. A session knows when one
 * was shown. Nodes of the version before ask for none.
 */
const tables = featureTables('0032-second-factors', [
  {
    name: 'totp_secrets',
    columns: { user_id: 'id', is_confirmed: 'int', secret: 'text', last_step: 'int', made_at: 'int' },
    key: ['user_id', 'is_confirmed'],
    belongsTo: { column: 'user_id', to: 'users.id' },
  },
  {
    name: 'recovery_codes',
    columns: { user_id: 'id', code_hash: 'id' },
    key: ['user_id', 'code_hash'],
    belongsTo: { column: 'user_id', to: 'users.id' },
  },
  {
    name: 'passkeys',
    columns: {
      id: 'id',
      user_id: 'id',
      credential_id: 'id',
      public_key: 'text',
      counter: 'int',
      transports: 'text',
      rp_id: 'text',
      name: 'text',
      made_at: 'int',
      used_at: 'int',
    },
    key: ['id'],
    belongsTo: { column: 'user_id', to: 'users.id' },
  },
  {
    name: 'log_in_challenges',
    columns: {
      token_hash: 'id',
      user_id: 'id',
      method: 'id',
      password_hash: 'id',
      tries: 'int',
      expires_at: 'int',
    },
    key: ['token_hash'],
    belongsTo: { column: 'user_id', to: 'users.id' },
  },
  { name: 'spent_challenges', columns: { challenge_hash: 'id', expires_at: 'int' }, key: ['challenge_hash'] },
]);

export const secondFactors: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    const { int } = columnTypes(dialect);
    await sql`create unique index passkeys_credential_id_key on passkeys (credential_id)`.execute(db);
    await sql`create index passkeys_by_user on passkeys (user_id)`.execute(db);
    await sql`create index log_in_challenges_by_time on log_in_challenges (expires_at)`.execute(db);
    await sql`create index log_in_challenges_by_user on log_in_challenges (user_id)`.execute(db);
    await sql`create index spent_challenges_by_time on spent_challenges (expires_at)`.execute(db);
    await sql`alter table sessions add column second_factor_at ${int}`.execute(db);
  },
};
