import type { Message } from '@confab/protocol';
import { summaryOfFiles } from '@confab/protocol/file-summary';
import { plainText } from '@confab/text';
import { fileWords } from './file-words.ts';

type Worded = Pick<Message, 'content'> & { files?: Parameters<typeof summaryOfFiles>[0] };

/**
 * A message as one line of words, where it is not shown: what its files are, and what it says. `max`: of what it says, in UTF-16
 * units.
 */
export function messageWords({ content, files }: Worded, max: number): string {
  const summary = summaryOfFiles(files);
  const words = plainText(content, { max });
  return summary === null ? words : fileWords(summary) + (words && ` · ${words}`);
}
