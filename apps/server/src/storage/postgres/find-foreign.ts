import { onOneConnection } from './on-one-connection.ts';

/**
 * The functions that migrations make, each by its name and what PostgreSQL's `md5` makes of its text and settings: another text under a known
 * name is none of ours. A test keeps them in step.
 */
const ownFunctions: ReadonlySet<string> = new Set([
  'confab_audit_cut ca93a588e6d99c4476962ed8f0acacce',
  'confab_audit_refuse 6bf7dde5feae1ba1846af5c0096c8d48',
  'confab_move_read_positions 83b5acc51ce55f378431be7824f8e930',
  'confab_note_edit 0a7f9f26f90699b34257d5d41f52a531',
  'confab_read_up_to 617e5699fa69d4b1bfb63577291f8839',
  'confab_send 339f5a044c0a640af4d1cd2349a68da2',
  'confab_send d1b62b628f0b7b09b9a8aa5ebf320d49',
  'confab_show_parts 001d5591ec204a6907200926c66403a2',
  'confab_take_over_parts fa2b061d0bb426f1835edea116c51891',
  'search_parts c50232bd8d6adbcb309217726d7ec4dc',
]);
const ownNames: ReadonlySet<string> = new Set(Array.from(ownFunctions, (own) => own.split(' ')[0] ?? ''));

/** What runs by itself with the server's statements, or is read in the place of what they name, and is no part of an extension. */
const programs = `
  with here as (select oid from pg_namespace where nspname = current_schema()),
  tables as (select oid, relname, relkind from pg_class where relnamespace in (select oid from here)),
  functions as (select oid, proname, md5(prosrc || coalesce(array_to_string(proconfig, ','), '') || prosecdef) as digest
    from pg_proc where pronamespace in (select oid from here)),
  extended as (select classid, objid from pg_depend where deptype = 'e')
  select 'function' as kind, proname as name, '' as place, digest from functions
    where (('pg_proc'::regclass)::oid, oid) not in (select classid, objid from extended)
  union all
  select 'trigger', tgname, relname, coalesce(proname, '') from pg_trigger
    join tables on tables.oid = tgrelid left join functions on functions.oid = tgfoid where not tgisinternal
  union all
  select 'view', relname, '', '' from tables where relkind in ('v', 'm', 'f')
    and (('pg_class'::regclass)::oid, oid) not in (select classid, objid from extended)
  union all
  select 'rule', rulename, relname, '' from pg_rewrite join tables on tables.oid = ev_class where rulename <> '_RETURN'
  union all
  select 'policy', polname, relname, '' from pg_policy join tables on tables.oid = polrelid
  union all
  select 'default', coalesce(attname, ''), relname, '' from pg_attrdef join tables on tables.oid = adrelid
    left join pg_attribute on attrelid = adrelid and attnum = adnum
    where exists (select from pg_depend join pg_proc on pg_proc.oid = refobjid
      where classid = 'pg_attrdef'::regclass and objid = pg_attrdef.oid and refclassid = 'pg_proc'::regclass
        and pronamespace <> 'pg_catalog'::regnamespace)
  order by 1, 2, 3`;

interface Program {
  kind: 'function' | 'trigger' | 'view' | 'rule' | 'policy' | 'default';
  name: string;
  /** The table that it belongs to; empty where it stands by itself. */
  place: string;
  /** Of a function; of a trigger the name of the function that it runs, where that is in the schema. */
  digest: string;
}

/**
 * What a PostgreSQL database does by itself that Confab did not make, in words: a dump that somebody else had in hand may bring it along. Of a
 * database of this version; those of an extension do not count. Rejects where it does not answer.
 */
export async function findForeign(url: string, answerMs: number): Promise<string[]> {
  return await onOneConnection(url, { connectMs: answerMs, answerMs }, async (client) => {
    const { rows } = await client.query<Program>(programs);
    return rows.filter((program) => !isOwn(program)).map(describe);
  });
}

function isOwn({ kind, name, digest }: Program): boolean {
  if (kind === 'function') return ownFunctions.has(`${name} ${digest}`);
  // Whatever it is called, it does what a function of ours does.
  return kind === 'trigger' && ownNames.has(digest);
}

function describe({ kind, name, place }: Program): string {
  return place === '' ? `a ${kind} “${name}”` : `a ${kind} “${name}” of ${place}`;
}
