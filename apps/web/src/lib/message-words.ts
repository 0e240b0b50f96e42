import type { Message } from '@confab/protocol';
import { summaryOfFiles } from '@confab/protocol/file-summary';
import { plainText } from '@confab/text';
import { fileWords } from './file-words.ts';

type Worded = Pick<Message, 'content'> & { files?: Parameters<typeof summaryOfFiles>[0] };

/** A message as one line of words, where it is not shown: what it says, or what its files are. `max`: in UTF-16 units. */
export function messageWords({ content, files }: Worded, max: number): string {
  const summary = content === '' ? summaryOfFiles(files) : null;
  return summary === null ? plainText(content, { max }) : fileWords(summary);
}
