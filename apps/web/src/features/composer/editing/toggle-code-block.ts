import { linesOf, type Edit, type Selected } from './edit.ts';

const fence = /^[ \t]*`{3,}[^`]*$/;

/** Puts the selected lines between fences, or takes away those that stand right around them. */
export function toggleCodeBlock(selected: Selected): Edit {
  const { text } = selected;
  const { from, to, lines } = linesOf(selected);
  const before = lineBefore(text, from);
  const after = lineAfter(text, to);
  if (before !== null && after !== null && fence.test(before.line) && fence.test(after.line)) {
    const insert = lines.join('\n');
    return { from: before.from, to: after.to, insert, start: before.from, end: before.from + insert.length };
  }
  const words = lines.join('\n');
  const ticks = fenceFor(words);
  const insert = `${ticks}\n${words}\n${ticks}`;
  const start = from + ticks.length + 1;
  const caret = selected.start === selected.end ? start + selected.start - from : null;
  return { from, to, insert, start: caret ?? start, end: caret ?? start + words.length };
}

/** One that the code itself does not end. */
export function fenceFor(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  return '`'.repeat(longest + 1);
}

function lineBefore(text: string, from: number): { line: string; from: number } | null {
  if (from === 0) return null;
  const start = text.lastIndexOf('\n', from - 2) + 1;
  return { line: text.slice(start, from - 1), from: start };
}

function lineAfter(text: string, to: number): { line: string; to: number } | null {
  if (to >= text.length) return null;
  const next = text.indexOf('\n', to + 1);
  const end = next < 0 ? text.length : next;
  return { line: text.slice(to + 1, end), to: end };
}
