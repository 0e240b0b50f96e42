import type { Message } from '@confab/protocol';
import { deletedText } from '../../lib/deleted-text.ts';
import { messageWords } from '../../lib/message-words.ts';
import { t } from '../../lib/words.ts';

/** Long messages are cut: there is room for one line. */
const quotedCharacters = 240;

type Quoted = Pick<Message, 'content' | 'files' | 'deletedAt' | 'removed' | 'expired'>;

/** What is quoted of a message. Undefined: it has not come yet; null: it is not there any more. */
export function quoteWords(original: Quoted | null | undefined): string {
  if (original === undefined) return '';
  if (original === null) return t`The message is no longer here`;
  if (original.deletedAt !== null) return deletedText(original);
  return messageWords(original, quotedCharacters);
}
