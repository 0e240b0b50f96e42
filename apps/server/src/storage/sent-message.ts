import type { LogOutcome, SendCommand } from './chat-log.ts';
import { hashContent } from './content-hash.ts';
import type { MessageRow } from './message-columns.ts';
import { toMessage } from './message-row.ts';
import { mayNotPostDetail } from './posting.ts';
import { notFoundDetail } from './rule.ts';
import type { NewMessage, RowChanges } from './rule-steps.ts';

/** To whoever is no member, whether there is such a chat or not (D20). */
export const notFound: LogOutcome = { status: 'refused', code: 'not-found', detail: notFoundDetail };

/** Of a member, in a group where only owners and admins write. */
export const mayNotPost: LogOutcome = { status: 'refused', code: 'forbidden', detail: mayNotPostDetail };

type Refused = Extract<LogOutcome, { status: 'refused' }>;
type RetryOutcome = Extract<LogOutcome, { status: 'unchanged' }> | Refused;

const clientIdReused: Refused = {
  status: 'refused',
  code: 'client-id-reused',
  detail: 'This clientId was used for another message. Make a new one for new content.',
};

/** A send whose `clientId` is known (D1). `first` is null where it stands for a message of another chat. */
export function answerRetry(
  first: { row: MessageRow; contentHash: string | null } | null,
  content: string,
): RetryOutcome {
  if (!first) return clientIdReused;
  const { row, contentHash } = first;
  const same = contentHash === null ? row.content === content : contentHash === hashContent(content);
  return same ? { status: 'unchanged', message: toMessage(row) } : clientIdReused;
}

/** The row of a text message as a send makes it. */
export function sentRow(
  send: Omit<SendCommand, 'type' | 'at'>,
  { seq, rev, at }: { seq: number; rev: number; at: number },
): MessageRow {
  return {
    chat_id: send.chatId,
    seq,
    rev,
    kind: 'text',
    sender_id: send.senderId,
    client_id: send.clientId,
    content: send.content,
    created_at: at,
    edited_at: null,
    deleted_at: null,
    parts: send.parts ?? null,
  };
}

/** The row of a message that was changed. By hand: of rows as the databases hand them out, copies are dear. */
export function changedRow(
  before: MessageRow,
  {
    content = before.content,
    edited_at = before.edited_at,
    deleted_at = before.deleted_at,
    parts = before.parts,
  }: RowChanges,
  rev: number,
): MessageRow {
  const { chat_id, seq, kind, sender_id, client_id, created_at } = before;
  return { chat_id, seq, rev, kind, sender_id, client_id, content, created_at, edited_at, deleted_at, parts };
}

/** The row of a message that a rule appends. */
export function appendedRow(
  { chatId, senderId, kind, content, parts }: Omit<NewMessage, 'at'>,
  place: { seq: number; rev: number; at: number },
): MessageRow {
  return { ...sentRow({ chatId, senderId, clientId: null, content, parts }, place), kind };
}
