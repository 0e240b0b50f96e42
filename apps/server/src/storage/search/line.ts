import type { Message, SearchLine } from '@confab/protocol';
import { plainText } from '@confab/text';

/** In UTF-16 units. */
const lineMax = 160;

/** As it is shown beside a hit; null for what says nothing. */
export function lineOf(message: Message | undefined): SearchLine | null {
  if (!message || message.kind !== 'text' || message.deletedAt !== null) return null;
  const text = plainText(message.content, { max: lineMax });
  return { senderId: message.senderId, text: text || (message.files?.[0]?.name ?? '') };
}
