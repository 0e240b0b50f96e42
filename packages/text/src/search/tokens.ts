import { partMin, type SearchTerm } from './terms.ts';
import type { ReadText } from './words.ts';

/** What an index keeps of a text. */
export interface Tokens {
  /** Words, and pairs of signs that follow each other, in their order. */
  words: readonly string[];
  /** Each sign by itself. */
  signs: readonly string[];
  /** Those of the words that are written as such, each once: what may hold what is looked for. */
  vocabulary: ReadonlySet<string>;
}

export function tokensOf({ words: read }: Pick<ReadText, 'words'>): Tokens {
  const words: string[] = [];
  const signs: string[] = [];
  const vocabulary = new Set<string>();
  let before = '';
  for (const { text, isSign, isGlued } of read) {
    if (!isSign) {
      words.push(text);
      vocabulary.add(text);
    } else {
      signs.push(text);
      if (isGlued) words.push(before + text);
      before = text;
    }
  }
  return { words, signs, vocabulary };
}

/** A token that a text has wherever it holds a term. `part` and `start`: a word that holds it, or that begins with it. */
export interface IndexKey {
  kind: 'word' | 'part' | 'start' | 'sign';
  text: string;
  /** It follows the key before it at once. */
  follows?: true;
}

/** All that an index can tell of a term: a text without one of these does not hold it. */
export function keysOf({ words, isPhrase }: SearchTerm): IndexKey[] {
  return words.flatMap((_word, place) => {
    const key = keyAt(words, place, isPhrase);
    if (key?.kind === 'word' && isNext(words, place)) key.follows = true;
    return key ?? [];
  });
}

/** Null for a sign that a pair tells of. */
function keyAt(words: SearchTerm['words'], place: number, isPhrase: boolean): IndexKey | null {
  const [word, next] = [words[place], words[place + 1]];
  if (!word) return null;
  if (word.isGlued) return { kind: 'word', text: (words[place - 1]?.text ?? '') + word.text };
  if (word.isSign) return next?.isGlued ? null : { kind: 'sign', text: word.text };
  return { kind: isPhrase || next ? 'word' : kindOf(word.text, words.length), text: word.text };
}

/** Of words in a row the last may go on; one by itself may stand within another. */
function kindOf(text: string, count: number): IndexKey['kind'] {
  return count === 1 && text.length >= partMin ? 'part' : 'start';
}

/** A word after a word, a pair after the pair that it shares a sign with: nothing that an index keeps stands between. */
function isNext(words: SearchTerm['words'], place: number): boolean {
  const [before, word] = [words[place - 1], words[place]];
  if (!before || !word) return false;
  if (!word.isSign) return !before.isSign;
  return word.isGlued && before.isGlued;
}
