import { kindOfKey } from '@confab/protocol/documents';
import { noteDocument, personRule, publish, query, refuse, type Work } from '../storage/rule.ts';

/** How much of a person's is kept. */
export interface DocumentBounds {
  countMax: number;
  bytesMax: number;
  tombstonesMax: number;
  writersKept: number;
}

/** A put, checked against its kind. */
export interface DocumentPut {
  userId: string;
  key: string;
  /** JSON, null to delete. */
  value: string | null;
  /** Documents of this kind that there may be. */
  kindMax: number;
  /** Whose put it is and which of theirs: a retry of the last one is known again. Null for one that nobody will retry. */
  by: { writer: string; n: number } | null;
  bounds: DocumentBounds;
  at: number;
  /** Of the document: where it has changed since, nothing is put. For what the server says of it: no rule of its kind hears of that. */
  ifRev?: number;
}

/** `isStale`: the document was not of `ifRev` any more, and nothing was put. */
interface Put {
  rev: number;
  isStale?: true;
}

/** The type of what the rule publishes on the user's topic: see document-changed.ts. */
export const documentChangedType = 'document-changed';

interface Head {
  rev: number;
  forgottenRev: number;
  count: number;
  bytes: number;
  tombstones: number;
  /** The latest writer last. */
  writers: [writer: string, n: number][];
}

type Seen = [
  rev: number | null,
  forgottenRev: number | null,
  count: number | null,
  bytes: number | null,
  tombstones: number | null,
  writers: string | null,
  documentRev: number | null,
  value: string | null,
];

/**
 * The one place where a person's `rev` is given out (D24): the last writer wins, a put that says nothing new is no change,
 * and one that came before in the count of its writer, as a retry does, changes nothing. Answers the `rev` that shows it.
 */
const putDocumentRule = personRule('put-document', function* (put: DocumentPut): Work<Put> {
  const { head, before } = yield* seePerson(put);
  if (put.ifRev !== undefined && put.ifRev !== before?.rev) return { rev: head.rev, isStale: true };
  const known = put.by && head.writers.find(([writer]) => writer === put.by?.writer)?.[1];
  if (put.by && put.by.n <= (known ?? 0)) return { rev: head.rev };
  const noted = { ...head, writers: noteWriter(head.writers, put) };
  if ((before?.value ?? null) === put.value) {
    if (put.by) yield* writeHead(put.userId, noted);
    return { rev: head.rev };
  }
  const next = grow(noted, before, put);
  yield* refuseTooMany(head, next, put, before);
  yield* writeDocument(put, next.rev);
  if (put.ifRev === undefined) yield* noteDocument({ ...put, kind: kindOfKey(put.key) });
  yield* writeHead(put.userId, yield* forgetTombstones(put, next));
  yield* publish(`user:${put.userId}`, {
    type: documentChangedType,
    userId: put.userId,
    rev: next.rev,
    json: encodeDocument({ key: put.key, rev: next.rev, value: put.value, updatedAt: put.at }),
  });
  return { rev: next.rev };
});

/** What the server itself says to a person, however much they keep. For rules that have locked the person. */
export function* putServerDocument(document: Pick<DocumentPut, 'userId' | 'key' | 'value' | 'at'>): Work<void> {
  yield* putDocumentRule.run({ ...document, kindMax: Infinity, by: null, bounds: unbounded });
}

const unbounded: DocumentBounds = { countMax: Infinity, bytesMax: Infinity, tombstonesMax: Infinity, writersKept: 0 };

export const documentRules = [putDocumentRule];
export { putDocumentRule };

/** The JSON of a `Document`. Keys are made of characters that stand for themselves. */
export function encodeDocument(row: { key: string; rev: number; value: string | null; updatedAt: number }): string {
  const { key, rev, value, updatedAt } = row;
  return `{"key":"${key}","rev":${rev},"value":${value ?? 'null'},"updatedAt":"${new Date(updatedAt).toISOString()}"}`;
}

/** What is there under a key. `value` null: a tombstone. */
type Before = { rev: number; value: string | null } | null;

/** In one round trip. */
function* seePerson({ userId, key }: DocumentPut): Work<{ head: Head; before: Before }> {
  const [seen] = yield* query<Seen>(
    `select head.rev, head.forgotten_rev, head.count, head.bytes, head.tombstones, head.writers,
       document.rev, document.value
     from (select cast($1 as text) as user_id) as person
     left join person_heads as head on head.user_id = person.user_id
     left join person_documents as document on document.user_id = person.user_id and document.key = $2`,
    [userId, key],
  );
  if (!seen) throw new Error('A query without a condition found nothing.');
  const [rev, forgottenRev, count, bytes, tombstones, writers, documentRev, value] = seen;
  const head = {
    rev: rev ?? 0,
    forgottenRev: forgottenRev ?? 0,
    count: count ?? 0,
    bytes: bytes ?? 0,
    tombstones: tombstones ?? 0,
    writers: writers === null ? [] : (JSON.parse(writers) as Head['writers']),
  };
  return { head, before: documentRev === null ? null : { rev: documentRev, value } };
}

/** Of many writers the latest are known: a tab that was closed retries nothing. */
function noteWriter(writers: Head['writers'], { by, bounds }: DocumentPut): Head['writers'] {
  if (!by) return writers;
  const others = writers.filter(([writer]) => writer !== by.writer);
  return [...others, [by.writer, by.n] as [string, number]].slice(-bounds.writersKept);
}

function grow(head: Head, before: Before, { value }: DocumentPut): Head {
  const was = before?.value ?? null;
  const wasTombstone = before !== null && was === null;
  return {
    ...head,
    rev: head.rev + 1,
    count: head.count + Number(value !== null) - Number(was !== null),
    bytes: head.bytes + bytesOf(value) - bytesOf(was),
    tombstones: head.tombstones + Number(value === null) - Number(wasTombstone),
  };
}

function* refuseTooMany(head: Head, next: Head, put: DocumentPut, before: Before): Work<void> {
  const { bounds, userId, key, kindMax } = put;
  if (next.bytes > bounds.bytesMax && next.bytes > head.bytes) {
    refuse('too-many-documents', 'What you keep is too much together. Delete something that you do not need any more.');
  }
  if (put.value === null || (before?.value ?? null) !== null) return;
  const kind = kindOfKey(key);
  // `0` comes right after `/`.
  const [row] = yield* query<[count: number]>(
    'select count(*) from person_documents where user_id = $1 and key >= $2 and key < $3 and value is not null',
    [userId, `${kind}/`, `${kind}0`],
  );
  if (next.count > bounds.countMax || (key !== kind && (row?.[0] ?? 0) >= kindMax)) {
    refuse('too-many-documents', `You keep as many documents of the kind "${kind}" as you can. Delete one first.`);
  }
}

function* writeDocument({ userId, key, value, at }: DocumentPut, rev: number): Work<void> {
  yield* query(
    `insert into person_documents (user_id, key, rev, value, updated_at) values ($1, $2, $3, $4, $5)
     on conflict (user_id, key) do update
     set rev = excluded.rev, value = excluded.value, updated_at = excluded.updated_at`,
    [userId, key, rev, value, at],
  );
}

/** Of what was deleted the newest are remembered: whoever's cursor is older than one that is forgotten starts anew. */
function* forgetTombstones({ userId, bounds }: DocumentPut, head: Head): Work<Head> {
  const excess = head.tombstones - bounds.tombstonesMax;
  if (excess <= 0) return head;
  const revs = yield* query<[rev: number]>(
    'select rev from person_documents where user_id = $1 and value is null order by rev limit $2',
    [userId, excess],
  );
  const forgottenRev = revs.at(-1)?.[0] ?? head.forgottenRev;
  yield* query('delete from person_documents where user_id = $1 and value is null and rev <= $2', [
    userId,
    forgottenRev,
  ]);
  return { ...head, forgottenRev, tombstones: head.tombstones - revs.length };
}

function* writeHead(userId: string, head: Head): Work<void> {
  const { rev, forgottenRev, count, bytes, tombstones, writers } = head;
  yield* query(
    `insert into person_heads (user_id, rev, forgotten_rev, count, bytes, tombstones, writers)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (user_id) do update
     set rev = excluded.rev, forgotten_rev = excluded.forgotten_rev, count = excluded.count, bytes = excluded.bytes,
       tombstones = excluded.tombstones, writers = excluded.writers`,
    [userId, rev, forgottenRev, count, bytes, tombstones, JSON.stringify(writers)],
  );
}

function bytesOf(value: string | null): number {
  return value === null ? 0 : Buffer.byteLength(value);
}
