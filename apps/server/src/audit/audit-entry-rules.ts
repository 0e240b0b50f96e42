import type { AuditAction, AuditActorKind, AuditDetails, AuditEntry } from '@confab/protocol';
import { hashContent } from '../storage/rule.ts';

/** What was done, and to what. `details` is flat and holds no secrets; long texts are cut. */
export interface AuditDeed {
  action: AuditAction;
  target: { kind: string; id: string } | null;
  details?: AuditDetails;
}

/** Who did it, and from where. `kind` is found from the rest where it is left out: only what the server does by itself has to say it. */
export interface AuditBy {
  userId: string | null;
  sessionId?: string | null;
  address?: string | null;
  kind?: AuditActorKind;
}

/** As it is in the database: empty texts for what is not there. */
export interface AuditRow {
  id: string;
  at: number;
  action: string;
  actor_kind: AuditActorKind;
  actor_id: string;
  session_id: string;
  address: string;
  target_kind: string;
  target_id: string;
  /** JSON. */
  details: string;
}

export interface SealedRow extends AuditRow {
  seq: number;
  hash: string;
}

export const auditColumns = [
  'id',
  'at',
  'action',
  'actor_kind',
  'actor_id',
  'session_id',
  'address',
  'target_kind',
  'target_id',
  'details',
] as const satisfies readonly (keyof AuditRow)[];

const textMax = 500;
let lastNumber = 0;

/** Rising with the time, and with the calls within a millisecond: entries of one transaction stay in their order. */
function makeAuditId(at: number): string {
  lastNumber = (lastNumber + 1) % 36 ** 4;
  const number = lastNumber.toString(36).padStart(4, '0');
  return `${Math.floor(at).toString(36).padStart(9, '0')}${number}${crypto.randomUUID().slice(0, 18)}`;
}

/** `at` in milliseconds since 1970. */
export function toAuditRow({ action, target, details = {} }: AuditDeed, by: AuditBy, at: number): AuditRow {
  const cut = Object.entries(details).map(([key, value]) => [key, typeof value === 'string' ? cutText(value) : value]);
  return {
    id: makeAuditId(at),
    at: Math.floor(at),
    action,
    actor_kind: by.kind ?? kindOf(by),
    actor_id: by.userId ?? '',
    session_id: by.sessionId ?? '',
    address: by.address ?? '',
    target_kind: target?.kind ?? '',
    target_id: target?.id ?? '',
    details: JSON.stringify(Object.fromEntries(cut)),
  };
}

function kindOf({ userId, address }: AuditBy): AuditActorKind {
  if (userId !== null) return 'person';
  return address ? 'stranger' : 'command-line';
}

/** What it was cut to is well formed, and no NUL is in it: PostgreSQL has no place for one. */
function cutText(text: string): string {
  const short = text.length > textMax ? `${text.slice(0, textMax)}…` : text;
  return short.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** SHA-256 of the entry at its place and of the hash before it, '' before the first: any change breaks all that follow. */
export function hashEntry(row: AuditRow, seq: number, hashBefore: string): string {
  const fields = [seq, hashBefore, ...auditColumns.map((column) => row[column])];
  return hashContent(JSON.stringify(fields));
}

export function toAuditEntry(row: SealedRow): AuditEntry {
  return {
    seq: row.seq,
    id: row.id,
    at: new Date(row.at).toISOString(),
    action: row.action,
    actor: {
      kind: row.actor_kind,
      userId: row.actor_id || null,
      sessionId: row.session_id || null,
      address: row.address || null,
    },
    target: row.target_kind === '' ? null : { kind: row.target_kind, id: row.target_id },
    details: JSON.parse(row.details) as AuditDetails,
    hash: row.hash,
  };
}
