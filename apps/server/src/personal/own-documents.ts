import { documentLimits } from '@confab/protocol/documents';
import type { Kysely } from 'kysely';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Database } from '../storage/schema.ts';
import { putDocumentRule } from './document-rules.ts';

/** A document as the server itself looks at it, who is no device. */
export interface OwnDocument {
  key: string;
  rev: number;
  /** Of this version or another: to be parsed with the schema of its kind. */
  value: unknown;
}

/** All of a person's documents of a kind that has ids. */
export async function readDocumentsOfKind(db: Kysely<Database>, userId: string, kind: string): Promise<OwnDocument[]> {
  const rows = await db
    .selectFrom('person_documents')
    .select(['key', 'rev', 'value'])
    .where('user_id', '=', userId)
    // `0` comes right after `/`.
    .where('key', '>=', `${kind}/`)
    .where('key', '<', `${kind}0`)
    .where('value', 'is not', null)
    .execute();
  return rows.map(({ key, rev, value }) => ({ key, rev, value: JSON.parse(value ?? 'null') as unknown }));
}

export async function readDocument(db: Kysely<Database>, userId: string, key: string): Promise<OwnDocument | null> {
  const row = await db
    .selectFrom('person_documents')
    .select(['rev', 'value'])
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .where('value', 'is not', null)
    .executeTakeFirst();
  return row ? { key, rev: row.rev, value: JSON.parse(row.value ?? 'null') as unknown } : null;
}

/** The bounds are a person's, who is told what to delete. */
const unbounded = {
  countMax: Number.MAX_SAFE_INTEGER,
  bytesMax: Number.MAX_SAFE_INTEGER,
  tombstonesMax: documentLimits.tombstonesMax,
  writersKept: documentLimits.writersKept,
};

/** The server’s own word, of a kind that only it writes. */
export async function putOwnDocument(
  { writer, stampNow }: { writer: LogWriter; stampNow: () => number },
  { userId, key, value }: { userId: string; key: string; value: object },
): Promise<void> {
  const put = { userId, key, value: JSON.stringify(value), kindMax: Number.MAX_SAFE_INTEGER };
  await submit(writer, putDocumentRule.command({ ...put, by: null, bounds: unbounded, at: stampNow() }));
}

/** Says something in a document, or deletes it with null, as long as it is what was read. False where it is that no more. */
export async function settleDocument(
  { writer, stampNow }: { writer: LogWriter; stampNow: () => number },
  userId: string,
  { key, rev }: Pick<OwnDocument, 'key' | 'rev'>,
  value: object | null,
): Promise<boolean> {
  const command = putDocumentRule.command({
    userId,
    key,
    value: value && JSON.stringify(value),
    kindMax: Number.MAX_SAFE_INTEGER,
    by: null,
    bounds: unbounded,
    at: stampNow(),
    ifRev: rev,
  });
  return (await submit(writer, command)).isStale !== true;
}
