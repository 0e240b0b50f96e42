import type { IndexKey } from '@confab/text/search';

/** Longer ones may be kept by their beginning alone. */
const word = /^[a-z0-9]{1,32}$/;
/** What these leave over is matched. Each pattern reads the whole text, and PostgreSQL makes it anew for each message beyond 32 of them (A43). */
const [patternsMax, wordsMax] = [4, 8];

/** What tells rows of words in a text of ASCII alone, in small letters. All of each must fit. */
export interface PhrasePatterns {
  /** For `like`, at a fraction of what the others cost: the words are there, in this order. */
  orders: string[];
  /** Regular expressions: nothing stands between that `readWords` takes for a word. */
  rows: string[];
}

/** Of each row of plain words. The index knows no more than which words a message has. */
export function phrasePatterns(keys: readonly IndexKey[]): PhrasePatterns {
  const plain = plainRows(keys).slice(0, patternsMax);
  const rows = plain.map((words) => words.slice(0, wordsMax));
  return {
    orders: rows.map((words) => `%${words.join('%')}%`),
    rows: rows.map((words) => words.join('[^a-z0-9]+')),
  };
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
