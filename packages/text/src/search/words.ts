import { type Folded, foldText } from './fold.ts';

export interface Word {
  /** Folded. */
  text: string;
  /** Where it begins in the folded text. */
  at: number;
  /** One character of a script that puts no spaces between words, or a picture. */
  isSign: boolean;
  /** It follows another sign at once. */
  isGlued: boolean;
}

export interface ReadText {
  folded: Folded;
  words: readonly Word[];
}

/** What is longer is a key or an address: its beginning stands for it. */
export const wordMax = 64;

const signs = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Extended_Pictographic}\p{Regional_Indicator}ー`;
const wordOrSign = new RegExp(`[[\\p{L}\\p{N}\\p{M}]--[${signs}]]+|[${signs}]`, 'gv');
const isSign = new RegExp(`^[${signs}]$`, 'v');
const asciiWord = /[a-z0-9]+/g;

/** The words of a text, in every script: one tokenizer for what is said and for what is looked for. */
export function readWords(original: string): ReadText {
  const folded = foldText(original);
  const words: Word[] = [];
  if (folded.starts === null) {
    for (const { 0: text, index: at } of folded.text.matchAll(asciiWord)) {
      words.push({ text: cut(text), at, isSign: false, isGlued: false });
    }
    return { folded, words };
  }
  let signEnd = -1;
  for (const { 0: text, index: at } of folded.text.matchAll(wordOrSign)) {
    const sign = text.length <= 2 && isSign.test(text);
    words.push({ text: cut(text), at, isSign: sign, isGlued: sign && signEnd === at });
    if (sign) signEnd = at + text.length;
  }
  return { folded, words };
}

/** Not through the middle of a character. */
function cut(text: string): string {
  return text.length <= wordMax ? text : text.slice(0, wordMax).replace(/[\ud800-\udbff]$/, '');
}
