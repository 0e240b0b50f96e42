import type { SystemEvent } from '@confab/protocol';
import { decodeParts, encodeParts } from '@confab/protocol/message-parts';
import type { LogOutcome } from '../chat-log.ts';
import { hashContent } from '../content-hash.ts';
import type { MessageRow } from '../message-columns.ts';
import { toMessage } from '../message-row.ts';

/** A send whose `clientId` is known (D1). `first` is null where it stands for a message of another chat. */
export function answerRetry(
  first: { row: MessageRow; contentHash: string | null } | null,
  content: string,
): LogOutcome {
  if (!first) return { status: 'refused', reason: 'client-id-reused' };
  const { row, contentHash } = first;
  const same = contentHash === null ? row.content === content : contentHash === hashContent(content);
  return same ? { status: 'unchanged', message: toMessage(row) } : { status: 'refused', reason: 'client-id-reused' };
}

/** The row of a text message as a send makes it. */
export function sentRow(
  send: { chatId: string; senderId: string; clientId: string | null; content: string; parts?: string | null },
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

/** The row of a system message. */
export function systemRow(
  command: { chatId: string; actorId: string; content: string; at: number },
  event: SystemEvent,
  { seq, rev }: { seq: number; rev: number },
): MessageRow {
  const { chatId, actorId: senderId, content, at } = command;
  const parts = encodeParts({ ...decodeParts(null), event });
  return { ...sentRow({ chatId, senderId, clientId: null, content, parts }, { seq, rev, at }), kind: 'system' };
}
