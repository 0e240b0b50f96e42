import { plainText } from '@confab/text';
import { t } from '../../lib/words.ts';

/** A name is spoken without a pause: who wants all of a long message reads it. */
const spokenCharacters = 400;

/** What a screen reader says of a message. */
export function spokenText(content: string, max = spokenCharacters): string {
  return plainText(content, { max, spoiler: t`(spoiler)` });
}
