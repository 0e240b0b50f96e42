import type { SearchHit } from '@confab/protocol';

/** What there is room for, and how much of it stands before what was found where a text is longer. */
type Room = { length: number; lead: number };
const roomOfCard: Room = { length: 320, lead: 60 };
export const roomOfLine: Room = { length: 60, lead: 14 };

export type Piece = { text: string; isFound: boolean };

/** What was found in a hit, as it is written there. */
export function foundIn({ message: { content }, ranges }: Pick<SearchHit, 'message' | 'ranges'>): readonly string[] {
  return [...new Set(ranges.map(({ start, end }) => content.slice(start, end)).filter((one) => one.trim() !== ''))];
}

/** What was found in the name of one of its files. */
export function foundInName(
  { message: { files = [] }, fileRanges }: Pick<SearchHit, 'message' | 'fileRanges'>,
  place: number,
): readonly string[] {
  const name = files[place]?.name ?? '';
  return fileRanges.filter(({ file }) => file === place).map(({ start, end }) => name.slice(start, end));
}

/**
 * A text as people read it, which is not the one that was searched: its marks are gone. What was found is looked for in it again, as it
 * is written.
 */
export function markFound(text: string, found: readonly string[], room = roomOfCard): readonly Piece[] {
  const places = placesOf(text, found);
  const shown = around(text, places[0]?.start ?? 0, room);
  const pieces: Piece[] = [];
  let at = shown.start;
  for (const { start, end } of places) {
    if (start < at || end > shown.end) continue;
    pieces.push({ text: text.slice(at, start), isFound: false }, { text: text.slice(start, end), isFound: true });
    at = end;
  }
  pieces.push({ text: text.slice(at, shown.end), isFound: false });
  const [first] = pieces;
  if (first && shown.start > 0) pieces[0] = { ...first, text: `… ${first.text}` };
  if (shown.end < text.length) pieces.push({ text: ' …', isFound: false });
  return pieces.filter((piece) => piece.text !== '');
}

/** Wherever one of these stands, in whatever case; the longest first, so that none hides another. */
export function anyOf(found: readonly string[]): RegExp {
  const longestFirst = found.toSorted((one, other) => other.length - one.length);
  return new RegExp(longestFirst.map((one) => one.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)).join('|'), 'giu');
}

type Span = { start: number; end: number };

function placesOf(text: string, found: readonly string[]): Span[] {
  if (found.length === 0) return [];
  return [...text.matchAll(anyOf(found))].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
}

/** From the beginning of a word, where there is one near. */
function around(text: string, first: number, room: Room): Span {
  if (text.length <= room.length) return { start: 0, end: text.length };
  const lead = Math.max(0, first - room.lead);
  const word = lead === 0 ? -1 : text.slice(lead, first).search(/\s\S/u);
  const start = lead + word + 1;
  return { start, end: Math.min(text.length, Math.max(start + room.length, first)) };
}
