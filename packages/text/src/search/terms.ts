import { rangeIn } from './fold.ts';
import { type ReadText, readWords, type Word } from './words.ts';

/** Something that is looked for: one word, or several that follow each other. */
export interface SearchTerm {
  words: readonly Pick<Word, 'text' | 'isSign' | 'isGlued'>[];
  /** Only as it is written: no word goes on. */
  isPhrase: boolean;
}

export interface Range {
  start: number;
  end: number;
}

/** A shorter word is found at the beginning of words only: nearly every word has it somewhere. */
export const partMin = 3;

/** Of one term in one text: more tell nobody anything. */
const rangesMax = 100;

/** Null for what holds no word. */
export function readTerm(text: string, isPhrase: boolean): SearchTerm | null {
  const words = readWords(text).words.map(({ text: word, isSign, isGlued }) => ({ text: word, isSign, isGlued }));
  return words.length === 0 ? null : { words, isPhrase };
}

/** Where a text holds it, as ranges of the original: the first so many. */
export function findTerm({ folded, words }: ReadText, term: SearchTerm): Range[] {
  const [first] = term.words;
  if (!first) return [];
  const found: Range[] = [];
  for (let index = 0; index + term.words.length <= words.length && found.length < rangesMax; index += 1) {
    const range = term.words.length > 1 ? findRow(words, index, term) : findOne(words[index], first, term.isPhrase);
    if (range) found.push(rangeIn(folded, range.start, range.end));
  }
  return found;
}

/** A single word is found within another one. */
function findOne(word: Word | undefined, wanted: SearchTerm['words'][number], isExact: boolean): Range | null {
  if (!word) return null;
  const within = isExact || wanted.isSign ? (word.text === wanted.text ? 0 : -1) : placeWithin(word.text, wanted.text);
  return within < 0 ? null : { start: word.at + within, end: word.at + within + wanted.text.length };
}

export function placeWithin(word: string, part: string): number {
  if (part.length >= partMin) return word.indexOf(part);
  return word.startsWith(part) ? 0 : -1;
}

/** Words in a row; the last of them may go on, unless it is a phrase. */
function findRow(words: readonly Word[], from: number, { words: wanted, isPhrase }: SearchTerm): Range | null {
  for (const [place, { text, isSign, isGlued }] of wanted.entries()) {
    const word = words[from + place];
    if (!word || (isGlued && !word.isGlued)) return null;
    const mayGoOn = !isPhrase && !isSign && place === wanted.length - 1;
    if (mayGoOn ? !word.text.startsWith(text) : word.text !== text) return null;
  }
  const [first, last] = [words[from], words[from + wanted.length - 1]];
  const ending = wanted.at(-1);
  return first && last && ending ? { start: first.at, end: last.at + ending.text.length } : null;
}
