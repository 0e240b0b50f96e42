import type { IndexKey } from '@confab/text/search';

/** Longer ones may be kept by their beginning alone. */
const word = /^[a-z0-9]{1,32}$/;

/**
 * Of each row of plain words the regular expression that finds it in a text of ASCII alone, in small letters: what `readWords` takes for
 * words of such a text. The index knows no more than which words a message has.
 */
export function phrasePatterns(keys: readonly IndexKey[]): string[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const { kind, text, follows } of keys) {
    if (!follows) rows.push((row = []));
    if (kind === 'word' && word.test(text)) row.push(text);
    else rows.push((row = []));
  }
  return rows.filter(({ length }) => length > 1).map((words) => words.join('[^a-z0-9]+'));
}

/** A row of which that can't be told. */
export function isLoose(keys: readonly IndexKey[]): boolean {
  return keys.some(({ kind, text, follows }) => follows === true && !(kind === 'word' && word.test(text)));
}
