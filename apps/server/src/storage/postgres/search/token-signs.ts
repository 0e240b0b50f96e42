/** Characters that UTF-8 can write: all but the zero, which PostgreSQL keeps in no text, and the halves of pairs. */
const [halvesFrom, halvesCount] = [0xd8_00, 0x8_00];
/** The last plane is kept for numbers of two characters: of those that end one here, of those that begin one behind them. */
const [endsFrom, beginningsFrom, behindAll] = [0x10_00_00, 0x10_f8_00, 0x11_00_00];
const endsCount = beginningsFrom - endsFrom;

/** Numbers up to here are one character. */
export const signsMax = endsFrom - halvesCount - 1;
export const numberMax = signsMax + (behindAll - beginningsFrom) * endsCount;

/**
 * The word of this number, from 1, as messages have it: the smaller the number, the fewer bytes. Beyond a million words it takes two
 * characters, and is still told from every other: what nobody says any more can be forgotten.
 */
export function writeNumber(no: number): string {
  if (no <= signsMax) return signOf(no);
  const beginning = Math.floor((no - signsMax - 1) / endsCount);
  if (no > numberMax) throw new Error('The vocabulary of the search index is full.');
  return String.fromCodePoint(beginningsFrom + beginning) + signOf(no);
}

/** The one character by which it is looked for. Of two it is the end, which some words share: an index names candidates. */
export function signOf(no: number): string {
  if (no > signsMax) return String.fromCodePoint(endsFrom + ((no - signsMax - 1) % endsCount));
  return String.fromCodePoint(no < halvesFrom ? no : no + halvesCount);
}

export function readNumbers(tokens: string): number[] {
  const numbers: number[] = [];
  let before = signsMax + 1;
  for (const character of tokens) {
    const point = character.codePointAt(0) ?? 0;
    if (point >= beginningsFrom) before = signsMax + 1 + (point - beginningsFrom) * endsCount;
    else if (point >= endsFrom) numbers.push(before + point - endsFrom);
    else numbers.push(point < halvesFrom ? point : point - halvesCount);
  }
  return numbers;
}
