/** A text without regard to case, accents and widths, and where each unit of it stands in the original. */
export interface Folded {
  text: string;
  /** By unit of `text`, and one more for its end: the unit of the original. Null where they are the same. */
  starts: readonly number[] | null;
}

/** Marks that tell no letters apart in a search: of Latin, Greek and Cyrillic; points of Hebrew, vowels of Arabic and what stretches it. */
const accents =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/gu;
/** Letters that stand for others, and that no normal form takes apart. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ħ: 'h',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
};
const special = /[ßøłđħæœıς]/gu;
const ascii = /^\p{ASCII}*$/u;
/** Folded as one: ASCII without marks, jamo of one syllable, a character with its marks, half-wide ones among them. */
const units =
  /\p{ASCII}+(?![\p{M}\uff9e\uff9f])|[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|[^][\p{M}\uff9e\uff9f]*/gu;

/** What most texts of a place are made of. */
const kept = new Map<string, string>();
const keptMax = 4_000;
const keptLength = 3;

export function foldText(original: string): Folded {
  if (ascii.test(original)) return { text: original.toLowerCase(), starts: null };
  const starts: number[] = [];
  let text = '';
  let at = 0;
  for (const [unit] of original.matchAll(units)) {
    const isAscii = unit.charCodeAt(0) < 0x80 && (unit.length === 1 || unit.charCodeAt(unit.length - 1) < 0x80);
    const folded = isAscii ? unit.toLowerCase() : foldUnit(unit);
    for (let index = 0; index < folded.length; index += 1) starts.push(isAscii ? at + index : at);
    text += folded;
    at += unit.length;
  }
  starts.push(original.length);
  return { text, starts };
}

function foldUnit(unit: string): string {
  const known = kept.get(unit);
  if (known !== undefined) return known;
  const folded = unit
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(accents, '')
    .replaceAll(special, (letter) => letters[letter] ?? letter)
    .normalize('NFKC');
  if (unit.length <= keptLength) {
    if (kept.size >= keptMax) kept.clear();
    kept.set(unit, folded);
  }
  return folded;
}

/** What a part of the folded text is in the original: whole characters of it, also where one was folded into two. */
export function rangeIn({ starts }: Folded, from: number, to: number): { start: number; end: number } {
  if (!starts) return { start: from, end: to };
  const last = starts[to - 1];
  let next = to;
  while (next < starts.length - 1 && starts[next] === last) next += 1;
  return { start: starts[from] ?? 0, end: starts[next] ?? 0 };
}
