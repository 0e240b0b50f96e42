/**
 * Zero-width joiners change what is seen in a few places only, those of UAX 31 (2.3, rules A1, A2 and B). Anywhere else they
 * would make two names of what looks like one.
 */

/** Letters of cursive scripts that join to the one after them: the rest join to the one before, or to none (Joining_Type). */
const joinsOn = String.raw`[[[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}]&&\p{L}]--[
  \u0621-\u0625\u0627\u0629\u062F-\u0632\u0648\u0671-\u0677\u0688-\u0699\u06C0\u06C3-\u06CB\u06CD\u06CF\u06D2\u06D3\u06D5
  \u06EE\u06EF\u0710\u0715-\u0719\u071E\u0728\u072A\u072C\u072F\u074D\u0759-\u075B\u076B\u076C\u0771\u0773\u0774\u0778\u0779
  \u08AA-\u08AC\u08AE\u08B1\u08B2\u08B9]]`.replaceAll(/\s+/g, '');
const joinsBack = String.raw`[[[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}]&&\p{L}]--[\u0621\u0674]]`;

/** Signs that take the vowel off a letter, of the scripts whose letters then stack or merge. */
const virama = String.raw`[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA\u1039\u17D2]`;

// What may stand before and after. Marks come in any order, which composing changes; their runs are bounded, so that a long
// text is looked at once.
const kept = [
  String.raw`(?<=${joinsOn}\p{Mn}{0,4})\u200C(?=\p{Mn}{0,4}${joinsBack})`,
  String.raw`(?<=${virama}\p{Mn}{0,4})\u200C(?=\p{Mn}{0,4}\p{L})`,
  // At the end of a word in scripts with half letters or chillus alone.
  String.raw`(?<=${virama}\p{Mn}{0,4})\u200D(?=\p{L})`,
  String.raw`(?<=[\u094D\u09CD\u0ACD\u0D4D]\p{Mn}{0,4})\u200D(?!\p{M})`,
  // A Bengali ra that keeps its form before ya, as in র‍্যাব: The Unicode Standard, 12.2.
  String.raw`(?<=\u09B0)\u200D(?=\u09CD\u09AF)`,
  // The same of Kannada (12.8), and Sinhala letters that touch (13.2).
  String.raw`(?<=\u0CB0)\u200D(?=\u0CCD)`,
  String.raw`(?<=[\p{Script=Sinhala}&&\p{L}])\u200D(?=\u0DCA)`,
];
const joinersInARow = /([\u200C\u200D])[\u200C\u200D]+/g;
const joiner = new RegExp(String.raw`(${kept.join('|')})|[\u200C\u200D]`, 'gv');

/** The text without the joiners that change nothing. */
export function dropIdleJoiners(text: string): string {
  return text.replaceAll(joinersInARow, '$1').replaceAll(joiner, (_joiner, needed?: string) => needed ?? '');
}
