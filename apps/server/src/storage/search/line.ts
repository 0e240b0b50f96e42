import type { Message, SearchLine } from '@confab/protocol';
import { decodeParts } from '@confab/protocol/message-parts';
import { plainText } from '@confab/text';
import type { MessageRow } from '../message-columns.ts';

/** In UTF-16 units. */
const lineMax = 160;

/** As it is shown beside a hit; null for what says nothing. */
export function lineOf(message: Message | undefined): SearchLine | null {
  if (!message || message.kind !== 'text' || message.deletedAt !== null) return null;
  const text = plainText(message.content, { max: lineMax });
  return { senderId: message.senderId, text: text || (message.files?.[0]?.name ?? '') };
}

/** What is read of a message beside a hit. */
export type LineRow = Pick<MessageRow, 'kind' | 'sender_id' | 'content' | 'deleted_at' | 'parts'>;

/** Of a message as it is kept: the rest of it is not read. */
export function lineOfRow(row: LineRow | null | undefined): SearchLine | null {
  if (!row || row.kind !== 'text' || row.deleted_at !== null) return null;
  const text = plainText(row.content, { max: lineMax });
  return { senderId: row.sender_id, text: text || (decodeParts(row.parts).files?.[0]?.name ?? '') };
}
