import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

const tables = featureTables('0034-identities', [
  {
    /**
     * Whom another vouches for: `provider` is `oidc:` and an issuer, or `ldap`, `subject` what it calls them for good. `seen_at`: when it
     * last vouched for them. `gone_at`: since when the directory does not know them any more, 0 while it does.
     */
    name: 'identities',
    columns: { provider: 'id', subject: 'id', user_id: 'id', at: 'int', seen_at: 'int', gone_at: 'int' },
    key: ['provider', 'subject'],
    belongsTo: { column: 'user_id', to: 'users.id' },
  },
  {
    /** Log-ins under way at a provider, by the hash of their state. `browser`: the hash of what the browser's cookie holds. */
    name: 'oidc_flows',
    columns: {
      state: 'id',
      provider: 'id',
      verifier: 'text',
      nonce: 'text',
      browser: 'text',
      wanted: 'text',
      user_id: 'id',
      expires_at: 'int',
    },
    key: ['state'],
  },
  {
    /** Sessions that began at a provider. `sid`: what it calls its own session, empty where it does not say. */
    name: 'oidc_sessions',
    columns: { session_id: 'id', provider: 'id', subject: 'id', sid: 'id' },
    key: ['session_id'],
    belongsTo: { column: 'session_id', to: 'sessions.id' },
  },
  /** When the next round over the people of a directory is due: whichever node takes it moves it on. */
  { name: 'directory_rounds', columns: { id: 'id', next_at: 'int' }, key: ['id'] },
]);

export const identities: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    await db.schema.createIndex('identities_of_people').on('identities').columns(['user_id', 'provider']).execute();
    await db.schema.createIndex('oidc_flows_by_end').on('oidc_flows').columns(['expires_at']).execute();
    await db.schema.createIndex('oidc_sessions_by_sid').on('oidc_sessions').columns(['provider', 'sid']).execute();
  },
};
