/** What a field says, and what of it is selected: the caret where both are the same. */
export type Selected = { text: string; start: number; end: number };

/** What stands from `from` to `to` becomes `insert`; then `start` to `end` is selected. */
export type Edit = { from: number; to: number; insert: string; start: number; end: number };

/** From the beginning of the first line that the selection touches to the end of the last. */
export function linesOf({ text, start, end }: Selected): { from: number; to: number; lines: string[] } {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  // A selection that ends before the first letter of a line touches that line in nobody's eyes.
  const last = end > start && text[end - 1] === '\n' ? end - 1 : end;
  const next = text.indexOf('\n', last);
  const to = next < 0 ? text.length : next;
  return { from, to, lines: text.slice(from, to).split('\n') };
}
