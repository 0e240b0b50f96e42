import type { Message } from '@confab/protocol';
import { exactTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';

/** Several messages as one text, in the order of the chat: who wrote each, when, and what. */
export function copyOf(messages: readonly Message[], nameOf: (userId: string) => string): string {
  return messages
    .toSorted((one, other) => one.seq - other.seq)
    .map(({ senderId, createdAt, content }) => `${t`${nameOf(senderId)}, ${exactTime(createdAt)}`}\n${content}`)
    .join('\n\n');
}
