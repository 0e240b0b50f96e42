import { decodeParts } from '@confab/protocol/message-parts';
import type { NotifyFacts } from '@confab/protocol/notify';
import { plainText } from '@confab/text';

/** A message as it is kept. */
export interface SaidMessage {
  seq: number;
  senderId: string;
  content: string;
  /** Milliseconds since 1970. */
  at: number;
  /** JSON of its parts. */
  parts: string | null;
}

/** What is read of a text in search of words. */
const wordsMax = 4_000;

/** How a text that is not deleted concerns people: worked out once, and its words only where somebody looks for some. */
export function factsOf(
  message: SaidMessage,
  kind: NotifyFacts['kind'],
): (userId: string, readSeq: number) => NotifyFacts {
  const { mentions, silent } = decodeParts(message.parts);
  let words: string | null = null;
  return (userId, readSeq) => ({
    kind,
    senderId: message.senderId,
    isMine: message.senderId === userId,
    isText: true,
    isDeleted: false,
    isRead: message.seq <= readSeq,
    isSilent: silent === true,
    mentionsMe: mentions?.userIds.includes(userId) === true,
    mentionsAll: mentions?.all === 'everyone',
    get words() {
      words ??= plainText(message.content, { max: wordsMax });
      return words;
    },
  });
}
