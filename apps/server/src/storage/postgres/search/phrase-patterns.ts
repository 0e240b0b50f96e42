import type { IndexKey } from '@confab/text/search';

/** Longer ones may be kept by their beginning alone. */
const word = /^[a-z0-9]{1,32}$/;
/** What these leave over is matched. Each pattern reads the whole text, and PostgreSQL makes it anew for each message beyond 32 of them (A43). */
const [patternsMax, wordsMax] = [4, 8];

/**
 * Of each row of plain words the regular expression that finds it in a text of ASCII alone, in small letters: what `readWords` takes for
 * words of such a text. The index knows no more than which words a message has.
 */
export function phrasePatterns(keys: readonly IndexKey[]): string[] {
  const plain = plainRows(keys).slice(0, patternsMax);
  return plain.map((words) => words.slice(0, wordsMax).join('[^a-z0-9]+'));
}

function plainRows(keys: readonly IndexKey[]): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const { kind, text, follows } of keys) {
    if (!follows) rows.push((row = []));
    if (kind === 'word' && word.test(text)) row.push(text);
    else rows.push((row = []));
  }
  return rows.filter(({ length }) => length > 1);
}

/** There is a row of which that can't be told, or not wholly. */
export function isLoose(keys: readonly IndexKey[]): boolean {
  if (keys.some(({ kind, text, follows }) => follows === true && !(kind === 'word' && word.test(text)))) return true;
  const rows = plainRows(keys);
  return rows.length > patternsMax || rows.some(({ length }) => length > wordsMax);
}
