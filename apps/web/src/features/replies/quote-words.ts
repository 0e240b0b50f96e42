import type { Message } from '@confab/protocol';
import { deletedText } from '../../lib/deleted-text.ts';
import { messageWords } from '../../lib/message-words.ts';
import { t } from '../../lib/words.ts';
import { blockedText, useIsBlocked } from '../blocking/index.ts';

/** Long messages are cut: there is room for one line. */
const quotedCharacters = 240;

type Quoted = Pick<Message, 'senderId' | 'content' | 'files' | 'deletedAt' | 'removed' | 'expired'>;

/** What is quoted of a message. Undefined: it has not come yet; null: it is not there any more. */
export function useQuoteWords(original: Quoted | null | undefined): string {
  const isBlocked = useIsBlocked(original?.senderId ?? '');
  if (original === undefined) return '';
  if (original === null) return t`The message is no longer here`;
  if (original.deletedAt !== null) return deletedText(original);
  return isBlocked ? blockedText() : messageWords(original, quotedCharacters);
}
