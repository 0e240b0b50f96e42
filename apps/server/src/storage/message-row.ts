import type { Message } from '@confab/protocol';
import { messageId } from './chat-log.ts';
import type { MessageTable } from './schema.ts';
import { encodeTimestamp } from './timestamp.ts';

/** The columns of `messages` that `Message` is made of, in the order of `messageColumns`. */
export type MessageRow = Omit<MessageTable, 'touched' | 'edited_rev'>;

export const messageColumns =
  'chat_id, seq, rev, kind, sender_id, client_id, content, created_at, edited_at, deleted_at, reactions, event';

/** A row as an array, the values in the order of `messageColumns`: databases hand these out at half the cost of objects. */
export type MessageTuple = [
  chatId: MessageRow['chat_id'],
  seq: MessageRow['seq'],
  rev: MessageRow['rev'],
  kind: MessageRow['kind'],
  senderId: MessageRow['sender_id'],
  clientId: MessageRow['client_id'],
  content: MessageRow['content'],
  createdAt: MessageRow['created_at'],
  editedAt: MessageRow['edited_at'],
  deletedAt: MessageRow['deleted_at'],
  reactions: MessageRow['reactions'],
  event: MessageRow['event'],
];

export function toMessageRow(tuple: MessageTuple): MessageRow {
  const [chat_id, seq, rev, kind, sender_id, client_id, content, created_at, edited_at, deleted_at, reactions, event] =
    tuple;
  return {
    chat_id,
    seq,
    rev,
    kind,
    sender_id,
    client_id,
    content,
    created_at,
    edited_at,
    deleted_at,
    reactions,
    event,
  };
}

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
    // Both columns hold what this storage wrote from the same types.
    reactions: row.reactions === null ? [] : (JSON.parse(row.reactions) as Message['reactions']),
    event: row.event === null ? null : (JSON.parse(row.event) as Message['event']),
  };
}

/**
 * The JSON text of `toMessage(row)`, byte for byte what `JSON.stringify` writes, at half of its cost: what is JSON
 * in the row already is copied as it is, and so are ids of chats and people, which are made of [A-Za-z0-9_-] alone.
 */
function encodeMessage(row: MessageRow): string {
  return (
    `{"id":"${messageId(row.chat_id, row.seq)}","chatId":"${row.chat_id}","seq":${row.seq},"rev":${row.rev}` +
    `,"kind":"${row.kind}","senderId":"${row.sender_id}","clientId":${row.client_id === null ? 'null' : quote(row.client_id)}` +
    `,"content":${quote(row.content)},"createdAt":"${encodeTimestamp(row.created_at)}"` +
    `,"editedAt":${encodeTime(row.edited_at)},"deletedAt":${encodeTime(row.deleted_at)}` +
    `,"reactions":${row.reactions ?? '[]'},"event":${row.event ?? 'null'}}`
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
