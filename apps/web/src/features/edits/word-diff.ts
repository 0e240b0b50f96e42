type Kind = 'same' | 'gone' | 'new';

/** Longer texts than this product of words say that everything changed: the table would hold the page up. */
const cellsMax = 1_000_000;

/** Something that is the same as another where both have the same text. */
type Word = { text: string };

/** What became of each of the words: the longest row that both have in order stays. */
export function wordDiff<One extends Word>(old: readonly One[], now: readonly One[]): { kind: Kind; word: One }[] {
  const gone = (word: One) => ({ kind: 'gone', word }) as const;
  const fresh = (word: One) => ({ kind: 'new', word }) as const;
  if (old.length * now.length > cellsMax) return [...old.map(gone), ...now.map(fresh)];
  const common = commonLengths(old, now);
  const parts: { kind: Kind; word: One }[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const [from, to] = [old[i], now[j]];
    if (to !== undefined && from?.text === to.text) {
      parts.push({ kind: 'same', word: to });
      i += 1;
      j += 1;
    } else if (from !== undefined && (to === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      parts.push(gone(from));
      i += 1;
    } else {
      if (to !== undefined) parts.push(fresh(to));
      j += 1;
    }
  }
  return parts;
}

/** And the blanks between them. */
export function wordsOf(text: string): string[] {
  return text.match(/\s+|\S+/gu) ?? [];
}

/** How long the longest common sequence is of what follows each two places. */
function commonLengths(old: readonly Word[], now: readonly Word[]): Uint16Array[] {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    const row = rows[i] ?? new Uint16Array();
    for (let j = now.length - 1; j >= 0; j--) {
      row[j] =
        old[i]?.text === now[j]?.text ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
    }
  }
  return rows;
}

function at(rows: readonly Uint16Array[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}
