import { type Kysely, sql } from 'kysely';
import type { Database } from '../storage/schema.ts';
import { encodeDocument } from './document-rules.ts';

/** Why a cursor is of no use. */
export type ResetReason = 'too-far-behind' | 'cursor-ahead' | 'epoch-changed';

export interface PageQuery {
  /** Everything up to here is known. 0: nothing is. */
  after: number;
  /** The person's `rev` when reading began at 0: what was deleted up to then was never told. */
  began: number;
  limit: number;
  /** The page ends after the document that takes it past this. */
  maxBytes: number;
}

/** Documents in final states, `rev` rising, each as JSON. Read in one snapshot. */
export interface EncodedDocuments {
  jsons: string[];
  /** Of these documents. */
  bytes: number;
  /** Complete up to here. */
  upToRev: number;
  more: boolean;
  /** Of the newest change of all. */
  rev: number;
  /** Not null: the cursor was of no use, and the page begins at 0. */
  reset: ResetReason | null;
}

interface DocumentRow {
  key: string;
  rev: number;
  value: string | null;
  updatedAt: number;
}

interface Snapshot {
  rev: number;
  forgottenRev: number;
  rows: DocumentRow[];
}

export async function readDocuments(db: Kysely<Database>, userId: string, query: PageQuery): Promise<EncodedDocuments> {
  const found = await readSnapshot(db, userId, query);
  const reset = findReset(query, found);
  if (reset === null) return toPage(found, query, null);
  return toPage(await readSnapshot(db, userId, { ...query, after: 0 }), { ...query, after: 0 }, reset);
}

function findReset({ after, began }: PageQuery, { rev, forgottenRev }: Snapshot): ResetReason | null {
  if (after > rev) return 'cursor-ahead';
  return after > 0 && forgottenRev > Math.max(after, began) ? 'too-far-behind' : null;
}

function toPage({ rev, rows }: Snapshot, { after, limit, maxBytes }: PageQuery, reset: ResetReason | null) {
  const jsons: string[] = [];
  let bytes = 0;
  let upToRev = after;
  for (const row of rows.slice(0, limit)) {
    if (bytes > maxBytes) break;
    const json = encodeDocument(row);
    jsons.push(json);
    bytes += Buffer.byteLength(json);
    upToRev = row.rev;
  }
  const more = jsons.length < rows.length;
  return { jsons, bytes, upToRev: more ? upToRev : rev, more, rev, reset };
}

/** One statement, hence one snapshot. One more than asked for tells whether there are more. */
async function readSnapshot(
  db: Kysely<Database>,
  userId: string,
  { after, limit }: Pick<PageQuery, 'after' | 'limit'>,
): Promise<Snapshot> {
  type Row = { head: number; forgotten_rev: number; rev: number | null; key: string; value: string | null; at: number };
  const { rows } = await sql<Row>`
    select heads.rev as head, heads.forgotten_rev, changed.key, changed.rev, changed.value, changed.updated_at as at
    from person_heads as heads left join (
      select key, rev, value, updated_at from person_documents
      where user_id = ${userId} and rev > ${after} order by rev limit ${limit + 1}
    ) as changed on true
    where heads.user_id = ${userId} order by changed.rev`.execute(db);
  const [first] = rows;
  return {
    rev: first?.head ?? 0,
    forgottenRev: first?.forgotten_rev ?? 0,
    rows: rows.flatMap(({ key, rev, value, at }) => (rev === null ? [] : [{ key, rev, value, updatedAt: at }])),
  };
}

/** How far the documents of each of these people are; 0 for those who have none. */
export async function readPersonRevs(db: Kysely<Database>, userIds: readonly string[]): Promise<Map<string, number>> {
  if (userIds.length === 0) return new Map();
  const rows = await db.selectFrom('person_heads').select(['user_id', 'rev']).where('user_id', 'in', userIds).execute();
  const revs = new Map(userIds.map((userId) => [userId, 0]));
  for (const row of rows) revs.set(row.user_id, row.rev);
  return revs;
}
