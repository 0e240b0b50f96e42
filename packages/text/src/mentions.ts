import { characterAt, characterBefore, isBoundary } from './characters.ts';

const word = /[A-Za-z0-9._-]+/y;
const marks = '*_~|';
/** As `limits` of the protocol say, which this package does not know. */
const nameMin = 3;
const nameMax = 32;

/**
 * The name after the `@` at the index, or null. It begins a word, so that e-mail addresses name nobody. A stop or a dash at
 * its end is the sentence's, and an underscore that of slanted text around it.
 */
export function nameAt(text: string, index: number, isInUnderscores: boolean): string | null {
  let before = index;
  while (before > 0 && marks.includes(text.charAt(before - 1))) before--;
  const previous = characterBefore(text, before);
  if (!isBoundary(previous) || previous === '/' || previous === '@') return null;
  word.lastIndex = index + 1;
  const found = word.exec(text)?.[0] ?? '';
  const next = characterAt(text, index + 1 + found.length);
  if (!isBoundary(next) || next === '@') return null;
  const name = withoutEnd(found, isInUnderscores ? '.-_' : '.-');
  return name.length >= nameMin && name.length <= nameMax ? name : null;
}

function withoutEnd(text: string, unwanted: string): string {
  let end = text.length;
  while (end > 0 && unwanted.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
