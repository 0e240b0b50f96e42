/** Characters that UTF-8 can write: all but the zero, which PostgreSQL keeps in no text, and the halves of pairs. */
const signCount = 0x10ffff - 0x800;
const [halvesFrom, halvesCount] = [0xd800, 0x800];
/** What is said most has the smallest numbers: it shares its character with nothing. */
const ownedMax = 200_000;

/**
 * The character that stands for the word of this number, from 1: the smaller the number, the fewer bytes. Beyond a million words some share
 * one, which costs a look at messages that have the other.
 */
export function signOf(no: number): string {
  const place = no <= signCount ? no : ownedMax + (no % (signCount - ownedMax));
  return String.fromCodePoint(place < halvesFrom ? place : place + halvesCount);
}

/** Null for one that words may share. */
export function numberOf(sign: string): number | null {
  const point = sign.codePointAt(0) ?? 0;
  const place = point < halvesFrom ? point : point - halvesCount;
  return place <= ownedMax ? place : null;
}
