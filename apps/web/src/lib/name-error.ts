import { cleanName, findNameProblem, type NameProblem } from '@confab/protocol/names';
import { t } from './words.ts';

/** What is wrong with a name as it was typed, null for nothing: the server's rule, before the server is asked. */
export function nameError(typed: string): string | null {
  const problem = findNameProblem(cleanName(typed));
  return problem === null ? null : words[problem]();
}

const words: Record<NameProblem, () => string> = {
  'too-long': () => t`A shorter name.`,
  unseen: () => t`Write a name that can be seen.`,
  control: () => t`No control characters.`,
  direction: () => t`No characters that turn the direction of text.`,
  mathematical: () => t`Plain letters instead of mathematical ones.`,
  'not-for-all': () => t`Only characters that every device can show.`,
  'lone-accent': () => t`No accents without a letter.`,
  'many-accents': () => t`Fewer accents on one letter.`,
  'foreign-accent': () => t`No accents of another alphabet.`,
  'mixed-letters': () => t`No letters of different alphabets in one word.`,
  'mixed-digits': () => t`No digits of different alphabets in one word.`,
};
