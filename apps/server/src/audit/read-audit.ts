import type { AuditEntry, AuditFilter, AuditPage, AuditQuery } from '@confab/protocol';
import type { Kysely } from 'kysely';
import type { Database, Storage } from '../storage/index.ts';
import { type AuditRow, type SealedRow, toAuditEntry } from './audit-entry-rules.ts';
import { readThings } from './read-things.ts';

export type AuditTables = {
  audit_pending: AuditRow;
  audit_log: SealedRow;
  audit_anchors: { seq: number; hash: string; at: number };
};

export function auditTablesOf(db: Kysely<Database>): Kysely<Database & AuditTables> {
  return db.$extendTables<AuditTables>();
}

const rowsAtOnce = 500;
/** Details that are ids of people and groups. */
const namedIn = ['userId', 'chatId', 'to'] as const;
const actorKinds = new Set(['stranger', 'command-line', 'server']);

/** The newest first. */
export async function listAudit(storage: Storage, { before, limit, ...filter }: AuditQuery): Promise<AuditPage> {
  let query = filtered(storage.db, filter).orderBy('seq', 'desc');
  if (before !== undefined) query = query.where('seq', '<', before);
  const rows = await query.limit(limit + 1).execute();
  const entries = rows.slice(0, limit).map(toAuditEntry);
  const known = await readKnown(storage, entries);
  return { entries, ...known, nextBefore: rows.length > limit ? (entries.at(-1)?.seq ?? null) : null };
}

/** What entries name: by their ids, and whose and where the things are that they are about. */
async function readKnown(
  storage: Storage,
  entries: readonly AuditEntry[],
): Promise<Pick<AuditPage, 'names' | 'things'>> {
  const things = await readThings(storage, entries);
  const ids = entries.flatMap((entry) => idsIn(entry, things));
  return { names: await readNames(storage, [...new Set(ids)]), things };
}

function idsIn({ actor, target, details }: AuditEntry, things: AuditPage['things']): string[] {
  const thing = target && Object.hasOwn(things, target.id) ? things[target.id] : undefined;
  const ids = [actor.userId, target?.id, ...namedIn.map((key) => details[key]), thing?.userId, thing?.chatId];
  return ids.filter((id) => typeof id === 'string');
}

/** How many entries were noted and are not in the chain yet: a node puts them there. */
export async function countUnsealed(storage: Storage): Promise<number> {
  const counted = auditTablesOf(storage.db)
    .selectFrom('audit_pending')
    .select(({ fn }) => fn.countAll().as('count'));
  return Number((await counted.executeTakeFirstOrThrow()).count);
}

/** As JSON lines: each entry with the names of what it names, as it is called now; these are not in its hash. */
export async function toAuditLines(storage: Storage, rows: readonly SealedRow[]): Promise<string> {
  const entries = rows.map(toAuditEntry);
  const { names, things } = await readKnown(storage, entries);
  return entries
    .map((entry) => {
      const own = new Set(idsIn(entry, things));
      const ownNames = Object.fromEntries(Object.entries(names).filter(([id]) => own.has(id)));
      return `${JSON.stringify({ ...entry, names: ownNames })}\n`;
    })
    .join('');
}

/**
 * The oldest first, some hundred in memory. Those that are sealed while it goes on are among them, and so are those before the first one:
 * nobody but a forger wrote them.
 */
export async function* readAudit(storage: Storage, filter: AuditFilter = {}): AsyncGenerator<SealedRow[]> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const query = filtered(storage.db, filter).where('seq', '>', after).orderBy('seq').limit(rowsAtOnce);
    const rows = await query.execute();
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.seq;
  }
}

function filtered(db: Kysely<Database>, { actor, target, action, from, to }: AuditFilter) {
  let query = auditTablesOf(db).selectFrom('audit_log').selectAll();
  if (actor !== undefined) {
    query = actorKinds.has(actor)
      ? query.where('actor_kind', '=', actor as AuditRow['actor_kind'])
      : query.where('actor_id', '=', actor);
  }
  if (target !== undefined) query = query.where('target_id', '=', target);
  if (action !== undefined) {
    // '/' comes after '.': all actions of a noun are between the two.
    query = action.includes('.')
      ? query.where('action', '=', action)
      : query.where('action', '>', `${action}.`).where('action', '<', `${action}/`);
  }
  if (from !== undefined) query = query.where('at', '>=', Date.parse(from));
  if (to !== undefined) query = query.where('at', '<', Date.parse(to));
  return query;
}

async function readNames({ db }: Storage, ids: readonly string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const [people, groups, ofDirect] = await Promise.all([
    db.selectFrom('users').select(['id', 'name']).where('id', 'in', ids).execute(),
    db.selectFrom('chats').select(['id', 'name']).where('id', 'in', ids).execute(),
    db
      .selectFrom('chats')
      .innerJoin('members', 'members.chat_id', 'chats.id')
      .innerJoin('users', 'users.id', 'members.user_id')
      .select(['chats.id', 'users.name'])
      .where('chats.id', 'in', ids)
      .where('chats.kind', '=', 'direct')
      .orderBy('users.name')
      .execute(),
  ]);
  const pairs = [...Map.groupBy(ofDirect, ({ id }) => id)].map(([id, members]) => ({
    id,
    name: members.map(({ name }) => name).join(' & '),
  }));
  const named = [...people, ...groups, ...pairs];
  return Object.fromEntries(named.flatMap(({ id, name }) => (name === null ? [] : [[id, name]])));
}
