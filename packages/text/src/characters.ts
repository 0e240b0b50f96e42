const space = /\s/u;
const punctuation = /[\p{P}\p{S}]/u;
/**
 * Scripts that write words without spaces between them, and Hangul, whose endings follow what they belong to at once: marks
 * stand in the middle of such text. Characters that are not seen, and what turns a sign into an emoji, hold nothing together.
 */
const unspaced =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{Cf}\ufe0f]/u;

export function isSpace(character: string): boolean {
  return character === '' || space.test(character);
}

export function isPunctuation(character: string): boolean {
  return punctuation.test(character);
}

/** Whether no word goes on through this character, which stands beside a mark. */
export function isBoundary(character: string): boolean {
  return isSpace(character) || isPunctuation(character) || unspaced.test(character);
}

/** The whole character that ends before the index; empty at the beginning. */
export function characterBefore(text: string, index: number): string {
  const unit = text.charCodeAt(index - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff;
  return text.slice(Math.max(0, index - (isLow ? 2 : 1)), index);
}

/** The whole character at the index; empty at the end. */
export function characterAt(text: string, index: number): string {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
}
