import { linesOf, type Edit, type Selected } from './edit.ts';

export type LineKind = 'quote' | 'bullet' | 'number' | 'task';

const quoteMark = /^([ \t]*)> ?/;
const listMark = /^([ \t]*)(?:[-*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/;
const markOf: Record<LineKind, RegExp> = {
  quote: quoteMark,
  bullet: /^[ \t]*[-*][ \t]+(?!\[[ xX]\][ \t])/,
  number: /^[ \t]*\d{1,9}[.)][ \t]+/,
  task: /^[ \t]*[-*][ \t]+\[[ xX]\][ \t]+/,
};

/** Makes the selected lines a quote or a list of that kind; all lines that are one become plain again. */
export function toggleLines(selected: Selected, kind: LineKind): Edit {
  const { start, end } = selected;
  const { from, to, lines } = linesOf(selected);
  const isOn = lines.every((line) => isBlank(line) || markOf[kind].test(line)) && !lines.every(isBlank);
  let count = 0;
  const changed = lines.map((line) => {
    if (isBlank(line) && lines.length > 1) return line;
    count++;
    return isOn ? withoutMark(line, kind) : withMark(line, kind, count);
  });
  const insert = changed.join('\n');
  if (start !== end) return { from, to, insert, start: from, end: from + insert.length };
  const grown = insert.length - (to - from);
  const caret = Math.max(from, start + grown);
  return { from, to, insert, start: caret, end: caret };
}

function withoutMark(line: string, kind: LineKind): string {
  return line.replace(kind === 'quote' ? quoteMark : listMark, '$1');
}

function withMark(line: string, kind: LineKind, count: number): string {
  if (kind === 'quote') return `> ${line}`;
  const bare = line.replace(listMark, '$1');
  const indent = /^[ \t]*/.exec(bare)?.[0] ?? '';
  const mark = kind === 'number' ? `${count}. ` : kind === 'task' ? '- [ ] ' : '- ';
  return indent + mark + bare.slice(indent.length);
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}
