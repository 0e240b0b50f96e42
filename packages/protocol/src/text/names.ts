import { normalizeEmoji } from '../reactions/emoji.ts';
import { dropIdleJoiners } from './joiners.ts';
import { mixesDigits, mixesScripts } from './scripts.ts';

/**
 * What may stand in a name that others read: of people, of chats, and of whatever is named later. The rules are those of
 * Unicode's security mechanisms (UTS 39, "Optional Detection" and restriction levels by word) and its identifiers (UAX 31,
 * 2.3 for joiners). What cannot be seen and says nothing is taken out; what would make one name look like another is refused.
 */

/** An emoji keeps its joiners, selectors and tags. */
const emoji = /(\p{RGI_Emoji})/v;
/** One whose parts are joined, with or without its selectors. */
const joinedEmoji =
  /\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]{0,2}(?:\u200D\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]{0,2})+/gu;
// What shows nothing: soft hyphens, zero-width spaces, direction marks, fillers, selectors, tags; signs about the layout of
// other text; blank hieroglyphs and a note without a head.
const invisible =
  /(?![\u200C\u200D])\p{Default_Ignorable_Code_Point}|[\u200E\u200F\u061C\uFEFF\uFFF9-\uFFFB\u{13430}-\u{1343F}\u{13441}\u{13442}\u{1D159}]/gu;

/** Braille without a dot is one as well. */
const space = /[\p{Zs}\t\u2800]+/gu;

const directionOverride = /[\u202A-\u202E\u2066-\u2069]/u;
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;
// With what stands in the place of a character that was lost, or of an object.
const notForAll = /[\p{Co}\p{Cn}\p{Cs}\uFFFC\uFFFD]/u;
// In a face without serifs their letters look like plain ones.
const mathematical = /[\u{1D400}-\u{1D7FF}]/u;
const loneMark = /(?<![\p{L}\p{N}\p{M}\u200D])\p{M}/u;
const enclosingMark = /\p{Me}/u;
// UTS 39 draws the line at four; Vietnamese, Thai, pointed Hebrew and vowelled Arabic stay below it, and so does Burmese, as
// marks that take a width of their own are counted by themselves.
const manyMarks = /(?:\p{Mc}{0,4}\p{Mn}){5}|(?:\p{Mn}{0,4}\p{Mc}){5}/u;
const sameMarkTwice = /(\p{M})\1/u;
const foreignMark = /\p{Script=Latin}[\p{M}--[\p{Script=Latin}\p{Script=Inherited}\p{Script=Common}]]/v;
const somethingToSee = /\S/u;

/**
 * In UTF-16 units. A longer text is no name, whatever stands in it: it is left to the bounds of length, and nobody's time is
 * spent on looking it through (A28).
 */
const lookedAtMax = 2_000;

/** The name without what cannot be seen, in composed form (NFC), its spaces single. What is wrong with it stays. */
export function cleanName(text: string): string {
  if (text.length > lookedAtMax) return text;
  const cleaned = text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(joinedEmoji, (sequence) => normalizeEmoji(sequence) ?? sequence)
    .split(emoji)
    .map((part, index) => (index % 2 === 1 ? part : cleanText(part)))
    .join('');
  return cleaned.replaceAll(space, ' ').trim();
}

function cleanText(text: string): string {
  if (directionOverride.test(text)) return text;
  return dropIdleJoiners(text.replaceAll(invisible, '').normalize('NFC')).normalize('NFC');
}

/** Why a name is refused. */
export type NameProblem =
  | 'too-long'
  | 'unseen'
  | 'control'
  | 'direction'
  | 'mathematical'
  | 'not-for-all'
  | 'lone-accent'
  | 'many-accents'
  | 'foreign-accent'
  | 'mixed-letters'
  | 'mixed-digits';

/** Why a cleaned name is refused; null where it is not. */
export function findNameProblem(name: string): NameProblem | null {
  if (name.length > lookedAtMax) return 'too-long';
  const text = name.split(emoji).filter((_, index) => index % 2 === 0);
  const has = (pattern: RegExp): boolean => text.some((part) => pattern.test(part));
  if (!somethingToSee.test(name)) return 'unseen';
  if (has(control)) return 'control';
  if (has(directionOverride)) return 'direction';
  if (has(mathematical)) return 'mathematical';
  if (has(notForAll)) return 'not-for-all';
  if (has(loneMark) || has(enclosingMark)) return 'lone-accent';
  if (has(manyMarks) || has(sameMarkTwice)) return 'many-accents';
  if (has(foreignMark)) return 'foreign-accent';
  const words = text.flatMap((part) => part.split(/[^\p{L}\p{M}\p{N}\u200C\u200D]+/u));
  if (words.some(mixesScripts)) return 'mixed-letters';
  return words.some(mixesDigits) ? 'mixed-digits' : null;
}
