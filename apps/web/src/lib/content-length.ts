import { countCharacters } from '@confab/protocol/characters';
import { trimContent } from '@confab/protocol/content';
import { limits } from '@confab/protocol/limits';

/** In characters, as the server counts them. */
export function contentLength(text: string): number {
  return countCharacters(trimContent(text));
}

export function isSendable(text: string): boolean {
  const length = contentLength(text);
  return length > 0 && length <= limits.contentMax;
}
