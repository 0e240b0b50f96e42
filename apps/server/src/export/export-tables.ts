import { readRows, keyOf, transferTables, type TransferTable } from '../storage/transfer/index.ts';
import type { Storage } from '../storage/index.ts';

/** Of this server alone, and of no use to another: log-ins, one-time codes, keys. Not even the operator's export has them. */
export const neverExported: ReadonlySet<string> = new Set([
  'sessions',
  'verifications',
  'jwks',
  'push_keys',
  'push_subscriptions',
  'push_shown',
  'mail_keys',
  'log_in_challenges',
  'spent_challenges',
  'nodes',
  'log_in_links',
  'oidc_flows',
  'oidc_sessions',
]);

/**
 * What the owner gets over the web, where somebody else may sit at the owner's screen: no secret of anybody. A table that is not named
 * here is in the operator's export alone.
 */
const withoutSecrets = new Set(
  `users chats members messages sends person_heads person_documents
  pins mentions activity public_groups message_edits link_lists link_cursors
  custom_emoji custom_emoji_images custom_emoji_names faces face_uses
  notify_cursors deliveries mail_people
  files file_messages file_room file_lists file_pictures
  restrictions reports slow_groups slow_sends word_rules usage_days compliance_access invitations invitation_uses
  place_settings holds held_messages held_files retention_cursors
  audit_log audit_pending audit_anchors`.split(/\s+/),
);

export type ExportScope = 'operator' | 'owner';

/**
 * In an order that keeps foreign keys. Where the chain of the audit log begins is read before the chain: a beginning that is forgotten while it is
 * read was read already, and one that was forgotten before would be missing.
 */
export function tablesOf(scope: ExportScope): TransferTable[] {
  const tables = transferTables.filter(({ name }) => !neverExported.has(name));
  const scoped = scope === 'operator' ? tables : tables.filter(({ name }) => withoutSecrets.has(name));
  const isAnchor = ({ name }: TransferTable): boolean => name === 'audit_anchors';
  return [...scoped.filter(isAnchor), ...scoped.filter((table) => !isAnchor(table))];
}

const rowsAtOnce = 500;

/** Rows as JSON lines, in the order of their keys; some hundred in memory. */
export async function* linesOf(
  { db }: Storage,
  table: TransferTable,
  onRows?: (rows: number) => void,
): AsyncGenerator<string> {
  let rows = await readRows(db, table, { after: null, limit: rowsAtOnce });
  while (rows.length > 0) {
    yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    onRows?.(rows.length);
    const last = rows.at(-1);
    rows = last ? await readRows(db, table, { after: keyOf(table, last), limit: rowsAtOnce }) : [];
  }
}
