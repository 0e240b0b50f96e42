import { sql } from 'kysely';
import type { DialectName } from './column-types.ts';
import { featureTables } from './feature-tables.ts';
import type { Migration } from './migration.ts';

/** Empty texts stand for what is not there. `details` is the JSON of a flat object. */
const columns = {
  id: 'id',
  at: 'int',
  action: 'id',
  actor_kind: 'id',
  actor_id: 'id',
  session_id: 'id',
  address: 'id',
  target_kind: 'id',
  target_id: 'id',
  details: 'text',
} as const;

const tables = featureTables('0037-audit', [
  /** Noted with the deed, and not in the chain yet. */
  { name: 'audit_pending', columns, key: ['id'] },
  /** The chain. `hash`: of the entry and the hash before it. */
  { name: 'audit_log', columns: { seq: 'int', ...columns, hash: 'id' }, key: ['seq'] },
  /** Up to where the chain was forgotten, and the hash that it goes on from. Only the newest counts. */
  { name: 'audit_anchors', columns: { seq: 'int', hash: 'id', at: 'int' }, key: ['seq'] },
]);

export const audit: Migration = {
  ...tables,
  async up(db, dialect) {
    await tables.up(db, dialect);
    await sql`create index audit_log_by_actor on audit_log (actor_id, seq)`.execute(db);
    await sql`create index audit_log_by_target on audit_log (target_id, seq)`.execute(db);
    await sql`create index audit_log_by_action on audit_log (action, seq)`.execute(db);
    await sql`create index audit_log_by_time on audit_log (at)`.execute(db);
    for (const statement of auditGuards[dialect]) await sql.raw(statement).execute(db);
  },
};

const refusal = 'The audit log is only added to.';

/** What was forgotten on purpose says so first: an anchor, which an entry of the chain tells of. */
export const auditGuards: Readonly<Record<DialectName, readonly string[]>> = {
  sqlite: [
    `create trigger audit_log_kept before update on audit_log begin select raise(abort, '${refusal}'); end`,
    `create trigger audit_log_not_cut before delete on audit_log
     when not exists (select 1 from audit_anchors where seq >= old.seq)
     begin select raise(abort, '${refusal}'); end`,
    `create trigger audit_anchors_kept before update on audit_anchors begin select raise(abort, '${refusal}'); end`,
    `create trigger audit_anchors_not_cut before delete on audit_anchors
     when not exists (select 1 from audit_anchors where seq > old.seq)
     begin select raise(abort, '${refusal}'); end`,
  ],
  postgres: [
    `create function confab_audit_refuse() returns trigger language plpgsql as $$
     begin raise exception '${refusal}'; end $$`,
    `create function confab_audit_cut() returns trigger language plpgsql as $$
     begin
       if exists (select from audit_anchors where seq > old.seq or (seq = old.seq and tg_table_name = 'audit_log')) then
         return old;
       end if;
       raise exception '${refusal}';
     end $$`,
    ...['audit_log', 'audit_anchors'].flatMap((table) => [
      `create trigger ${table}_kept before update on ${table} for each row execute function confab_audit_refuse()`,
      `create trigger ${table}_not_cut before delete on ${table} for each row execute function confab_audit_cut()`,
      `create trigger ${table}_not_emptied before truncate on ${table} execute function confab_audit_refuse()`,
    ]),
  ],
};
