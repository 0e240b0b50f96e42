import { normalizeEmoji } from './emoji.ts';
import { mixesDigits, mixesScripts } from './scripts.ts';

/**
 * What may stand in a name that others read: of people, of chats, and of whatever is named later. The rules are those of
 * Unicode's security mechanisms (UTS 39, "Optional Detection" and restriction levels by word) and its identifiers (UAX 31,
 * 2.3 for joiners). What cannot be seen and says nothing is taken out; what would make one name look like another is refused.
 */

/** An emoji keeps its joiners, selectors and tags. */
const emoji = /(\p{RGI_Emoji})/v;
// As some keyboards write them, without U+FE0F.
const joinedEmoji =
  /\p{Extended_Pictographic}[\p{Emoji_Modifier}\uFE0F]?(?:\u200D\p{Extended_Pictographic}[\p{Emoji_Modifier}\uFE0F]?)+/gu;
// What shows nothing: soft hyphens, zero-width spaces, direction marks, fillers, selectors, tags, marks of annotations,
// blank hieroglyphs and notes.
const invisible =
  /(?![\u200C\u200D])[\p{Default_Ignorable_Code_Point}\u200E\u200F\u061C\uFFF9-\uFFFB\u{13441}\u{13442}\u{1D159}]/gu;
const joiners = /[\u200C\u200D]+/gu;
/**
 * Where a joiner changes what is seen (UAX 31, 2.3): after a virama either, where a letter follows; before one a ZWJ, with RA
 * in Bengali and Kannada and in Sinhala; a ZWNJ between Arabic letters of which the first would join. Anywhere else it shows
 * nothing. NFC may have put other marks behind the virama.
 */
const virama = /[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA]\p{Mn}{0,4}$/u;
/** Those whose ZWJ is seen at the end of a word too, as a half letter or a chillu. */
const halfForm = /[\u094D\u09CD\u0ACD\u0D4D]\p{Mn}{0,4}$/u;
const letter = /^\p{L}/u;
const letterBeforeVirama = /(?:[\u09B0\u09F0][\u09CD]|\u0CB0\u0CCD|(?=\p{Script=Sinhala})\p{L}\u0DCA)$/u;
const joiningArabic =
  /(?=\p{Script=Arabic})(?![\u0621-\u0625\u0627\u0629\u062F-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06C0\u06C3-\u06CB\u06CD\u06CF\u06D2\u06D3\u06D5])\p{L}\p{Mn}{0,4}$/u;
const arabicLetter = /^(?=\p{Script=Arabic})\p{L}/u;

const directionOverride = /[\u202A-\u202E\u2066-\u2069]/u;
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const notForAll = /[\p{Co}\p{Cn}\p{Cs}]/u;
const loneMark = /(?<![\p{L}\p{N}\p{M}\u200C\u200D])\p{M}/u;
const enclosingMark = /\p{Me}/u;
// UTS 39 draws the line at four; Vietnamese, Thai, pointed Hebrew and vowelled Arabic stay below it. Vowel signs beside a
// letter (Mc) come in addition, in Burmese five signs in all.
const manyMarks = /(?:\p{Mn}[\u200C\u200D]?){5}|(?:\p{M}[\u200C\u200D]?){8}/u;
const sameMarkTwice = /(\p{M})[\u200C\u200D]?\1/u;
const foreignMark = /\p{Script=Latin}[\p{M}--[\p{Script=Latin}\p{Script=Inherited}\p{Script=Common}]]/v;

/** The name without what cannot be seen, in composed form (NFC), its spaces single. What is wrong with it stays. */
export function cleanName(text: string): string {
  const cleaned = text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(joinedEmoji, (sequence) => normalizeEmoji(sequence) ?? sequence)
    .split(emoji)
    .map((part, index) => (index % 2 === 1 ? part : cleanText(part)))
    .join('');
  return cleaned.replaceAll(/[\p{Zs}\t\u2800]+/gu, ' ').trim();
}

function cleanText(text: string): string {
  if (directionOverride.test(text)) return text;
  return text.replaceAll(invisible, '').replaceAll(joiners, seenJoiner).normalize('NFC');
}

/** Of joiners in a row the one that is seen, if any. */
function seenJoiner(row: string, at: number, text: string): string {
  const joiner = row.charAt(0);
  const before = text.slice(Math.max(0, at - 6), at);
  const after = text.slice(at + row.length, at + row.length + 2);
  if (virama.test(before) && (letter.test(after) || (joiner === '\u200D' && halfForm.test(before)))) return joiner;
  if (joiner === '\u200D') return letterBeforeVirama.test(before.slice(-1) + after.charAt(0)) ? joiner : '';
  return joiningArabic.test(before) && arabicLetter.test(after) ? joiner : '';
}

/** Why a cleaned name is refused, in words for the person who wrote it; null where it is not. */
export function findNameProblem(name: string): string | null {
  const text = name.split(emoji).filter((_, index) => index % 2 === 0);
  const has = (pattern: RegExp): boolean => text.some((part) => pattern.test(part));
  if (name === '') return 'write a name that can be seen';
  if (has(control)) return 'no control characters';
  if (has(directionOverride)) return 'no characters that turn the direction of text';
  if (has(notForAll)) return 'only characters that every device can show';
  if (has(loneMark) || has(enclosingMark)) return 'no accents without a letter';
  if (has(manyMarks) || has(sameMarkTwice)) return 'fewer accents on one letter';
  if (has(foreignMark)) return 'no accents of another alphabet';
  const words = text.flatMap((part) => part.split(/[^\p{L}\p{M}\p{N}\u200C\u200D]+/u));
  if (words.some(mixesScripts)) return 'no letters of different alphabets in one word';
  return words.some(mixesDigits) ? 'no digits of different alphabets in one word' : null;
}
