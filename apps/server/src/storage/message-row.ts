import type { Message } from '@confab/protocol';
import { absentPartsJson, decodeParts } from '@confab/protocol/message-parts';
import { messageId } from './chat-log.ts';
import type { MessageRow } from './message-columns.ts';
import { encodeTimestamp } from './timestamp.ts';

export function toMessage(row: MessageRow): Message {
  return {
    id: messageId(row.chat_id, row.seq),
    chatId: row.chat_id,
    seq: row.seq,
    rev: row.rev,
    kind: row.kind,
    senderId: row.sender_id,
    clientId: row.client_id,
    content: row.content,
    createdAt: encodeTimestamp(row.created_at),
    editedAt: row.edited_at === null ? null : encodeTimestamp(row.edited_at),
    deletedAt: row.deleted_at === null ? null : encodeTimestamp(row.deleted_at),
    ...decodeParts(row.parts),
  };
}

/**
 * The JSON text of `toMessage(row)`, byte for byte what `JSON.stringify` writes, at half of its cost: what is JSON
 * in the row already is copied as it is, and so are ids of chats and people, which are made of [A-Za-z0-9_~-] alone.
 */
function encodeMessage(row: MessageRow): string {
  return (
    `{"id":"${messageId(row.chat_id, row.seq)}","chatId":"${row.chat_id}","seq":${row.seq},"rev":${row.rev}` +
    `,"kind":"${row.kind}","senderId":"${row.sender_id}","clientId":${row.client_id === null ? 'null' : quote(row.client_id)}` +
    `,"content":${quote(row.content)},"createdAt":"${encodeTimestamp(row.created_at)}"` +
    `,"editedAt":${encodeTime(row.edited_at)},"deletedAt":${encodeTime(row.deleted_at)}` +
    `,${row.parts === null ? absentPartsJson : row.parts.slice(1, -1)}}`
  );
}

export function encodeMessages(rows: readonly MessageRow[]): string {
  let json = '[';
  for (const row of rows) json += json.length > 1 ? `,${encodeMessage(row)}` : encodeMessage(row);
  return `${json}]`;
}

const encoder = new TextEncoder();
/** The page is written into it and cut off: at a quarter of the cost of a buffer that is measured first. */
let scratch = new Uint8Array(64 * 1024);

/** The JSON text of a `MessagePage`. */
export function encodePage(rows: readonly MessageRow[], hasMore: boolean): Uint8Array<ArrayBuffer> {
  const json = `{"messages":${encodeMessages(rows)},"hasMore":${hasMore}}`;
  // A UTF-16 unit is three bytes at most.
  if (scratch.length < json.length * 3) scratch = new Uint8Array(json.length * 3);
  return scratch.slice(0, encoder.encodeInto(json, scratch).written);
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function encodeTime(at: number | null): string {
  return at === null ? 'null' : `"${encodeTimestamp(at)}"`;
}
