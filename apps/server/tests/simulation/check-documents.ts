import { isDeepStrictEqual } from 'node:util';
import type { Document } from '@confab/protocol';
import type { DocumentBounds } from '../../src/personal/document-rules.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { History } from './history.ts';
import type { SimClient } from './sim-client.ts';

type Violate = (details: string) => void;

/** Each person's documents by themselves, and every put once among them (D24). */
export async function checkDocuments(storage: Storage, history: History, bounds: DocumentBounds): Promise<void> {
  const violate: Violate = (details) => history.violate('D24', details);
  for (const [userId, commits] of history.documents.commits) {
    await checkTables(storage, { userId, commits, bounds, violate });
  }
  checkPuts(history, violate);
}

interface Person {
  userId: string;
  commits: readonly Document[];
  bounds: DocumentBounds;
  violate: Violate;
}

/** The rows are the last word on each key, but deletions that were forgotten; the counters are theirs. */
async function checkTables({ db }: Storage, { userId, commits, bounds, violate }: Person): Promise<void> {
  const head = await db.selectFrom('person_heads').selectAll().where('user_id', '=', userId).executeTakeFirst();
  const rows = await db.selectFrom('person_documents').selectAll().where('user_id', '=', userId).execute();
  const kept = rows.flatMap(({ value }) => value ?? []);
  const counted = {
    rev: commits.length,
    count: kept.length,
    bytes: kept.reduce((bytes, value) => bytes + Buffer.byteLength(value), 0),
    tombstones: rows.length - kept.length,
  };
  for (const [name, value] of Object.entries(counted)) {
    const said = head?.[name as keyof typeof counted];
    if (said !== value) violate(`${userId} has ${name} ${said}, counted are ${value}`);
  }
  if (counted.tombstones > bounds.tombstonesMax) violate(`${userId} has ${counted.tombstones} tombstones`);
  const forgottenRev = head?.forgotten_rev ?? 0;
  const stored = new Map(rows.map((row) => [row.key, { rev: row.rev, value: row.value }]));
  for (const { key, rev, value } of new Map(commits.map((document) => [document.key, document])).values()) {
    const row = stored.get(key);
    const isForgotten = value === null && rev <= forgottenRev;
    const isSame = row?.rev === rev && row.value === (value === null ? null : JSON.stringify(value));
    if (isForgotten ? row !== undefined : !isSame) {
      violate(`${userId} has ${key} as ${JSON.stringify(row)}, committed last is ${JSON.stringify(value)} at ${rev}`);
    }
  }
}

/** What a client says is said once: no two puts of a workload are of the same value. */
function checkPuts({ documents: { commits, puts } }: History, violate: Violate): void {
  const isUnique = ({ key, value }: Pick<Document, 'key' | 'value'>): boolean => key !== 'theme' && value !== null;
  for (const [userId, all] of commits) {
    const values = all.filter(isUnique).map(({ key, value }) => `${key} ${JSON.stringify(value)}`);
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    if (twice !== undefined) violate(`a put of ${userId} counted twice: ${twice}`);
  }
  // Of each client the last word on a key went in, unless it was refused.
  const last = new Map(puts.map((sent) => [`${sent.name} ${sent.put.key}`, sent]));
  for (const { userId, name, put, refused } of last.values()) {
    const isIn = commits.get(userId)?.some(({ key, value }) => key === put.key && isDeepStrictEqual(value, put.value));
    if (!isIn && !refused && isUnique(put)) violate(`${name} put ${put.key} ${JSON.stringify(put.value)} in vain`);
  }
}

/** In what a client's documents differ from a fresh fetch. */
export async function compareDocuments({ db }: Storage, client: SimClient): Promise<string[]> {
  const { userId } = client;
  const head = await db.selectFrom('person_heads').select('rev').where('user_id', '=', userId).executeTakeFirst();
  const rows = await db.selectFrom('person_documents').selectAll().where('user_id', '=', userId).execute();
  const live = rows.flatMap(({ key, value }) => (value === null ? [] : [[key, JSON.parse(value) as unknown] as const]));
  const { documents, documentsLoaded, documentSync } = client.sdk.getState();
  const fresh = { rev: head?.rev ?? 0, waiting: [], documents: new Map(live), documentsLoaded: true };
  const shown = { rev: documentSync.rev, waiting: [...documentSync.waiting], documents, documentsLoaded };
  return (Object.keys(fresh) as (keyof typeof fresh)[])
    .filter((name) => !isDeepStrictEqual(shown[name], fresh[name]))
    .map((name) => `documents: ${name} is ${inWords(shown[name])}, stored is ${inWords(fresh[name])}`);
}

function inWords(value: unknown): string {
  return JSON.stringify(value instanceof Map ? Object.fromEntries(value as Map<string, unknown>) : value);
}
