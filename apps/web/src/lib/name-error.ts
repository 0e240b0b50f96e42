import { cleanName, findNameProblem, type NameProblem } from '@confab/protocol/names';
import { t } from './words.ts';

/** What is wrong with a name as it was typed, null for nothing: the server's rule, before the server is asked. */
export function nameError(typed: string): string | null {
  const problem = findNameProblem(cleanName(typed));
  return problem === null ? null : words[problem]();
}

const words: Record<NameProblem, () => string> = {
  'too-long': () => t`Use a shorter name.`,
  unseen: () => t`Use a name that can be seen.`,
  control: () => t`Don’t use control characters.`,
  direction: () => t`Don’t use characters that turn the direction of text.`,
  mathematical: () => t`Use plain letters instead of mathematical ones.`,
  'not-for-all': () => t`Use only characters that every device can show.`,
  'lone-accent': () => t`Don’t use accents without a letter.`,
  'many-accents': () => t`Use fewer accents on one letter.`,
  'foreign-accent': () => t`Don’t use accents from another alphabet.`,
  'mixed-letters': () => t`Don’t mix alphabets in one word.`,
  'mixed-digits': () => t`Don’t mix digits of different alphabets in one word.`,
};
