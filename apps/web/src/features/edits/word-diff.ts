export type DiffPart = { kind: 'same' | 'gone' | 'new'; text: string };

/** Longer texts than this product of words say that everything changed: the table would hold the page up. */
const cellsMax = 1_000_000;

/** What became of a text, by words and the blanks between them: the longest that both have in order stays. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const old = wordsOf(before);
  const now = wordsOf(after);
  if (old.length * now.length > cellsMax) return joined([part('gone', before), part('new', after)]);
  const common = commonLengths(old, now);
  const parts: DiffPart[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const [from, to] = [old[i], now[j]];
    if (from !== undefined && from === to) {
      parts.push(part('same', from));
      i += 1;
      j += 1;
    } else if (from !== undefined && (to === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      parts.push(part('gone', from));
      i += 1;
    } else {
      parts.push(part('new', to ?? ''));
      j += 1;
    }
  }
  return joined(parts);
}

function wordsOf(text: string): string[] {
  return text.match(/\s+|\S+/gu) ?? [];
}

/** How long the longest common sequence is of what follows each two places. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    const row = rows[i] ?? new Uint16Array();
    for (let j = now.length - 1; j >= 0; j--) {
      row[j] = old[i] === now[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
    }
  }
  return rows;
}

function at(rows: readonly Uint16Array[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}

function part(kind: DiffPart['kind'], text: string): DiffPart {
  return { kind, text };
}

function joined(parts: readonly DiffPart[]): DiffPart[] {
  const all: DiffPart[] = [];
  for (const { kind, text } of parts) {
    const last = all.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text !== '') all.push({ kind, text });
  }
  return all;
}
