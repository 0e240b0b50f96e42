import { z } from 'zod';
import { cleanName, findNameProblem, type NameProblem } from './names.ts';

/** For the person who wrote the name. */
const words: Record<NameProblem, string> = {
  'too-long': 'a shorter name',
  unseen: 'write a name that can be seen',
  control: 'no control characters',
  direction: 'no characters that turn the direction of text',
  mathematical: 'plain letters instead of mathematical ones',
  'not-for-all': 'only characters that every device can show',
  'lone-accent': 'no accents without a letter',
  'many-accents': 'fewer accents on one letter',
  'foreign-accent': 'no accents of another alphabet',
  'mixed-letters': 'no letters of different alphabets in one word',
  'mixed-digits': 'no digits of different alphabets in one word',
};

/** A name that others read, see names.ts. */
export const nameSchema = (max: number) =>
  z
    .string()
    .overwrite(cleanName)
    .min(1, 'write a name')
    .max(max, `at most ${max} characters`)
    .superRefine((name, context) => {
      const problem = findNameProblem(name);
      if (problem !== null) context.addIssue({ code: 'custom', message: words[problem] });
    });

/** What somebody says about a chat or themselves, on one line or several: each line is held to what a name is. May be empty. */
export const textSchema = (max: number) =>
  z
    .string()
    // Each character is looked at: no more of them than may be kept, before. Without `abort` what follows is done all the same (A28).
    .max(max * 4, { error: `at most ${max} characters`, abort: true })
    .overwrite((text) => text.split('\n').map(cleanName).join('\n').trim())
    .max(max, `at most ${max} characters`)
    .superRefine((text, context) => {
      const problem = text
        .split('\n')
        .filter((line) => line !== '')
        .map(findNameProblem)
        .find((one) => one !== null);
      if (problem) context.addIssue({ code: 'custom', message: words[problem] });
    });
