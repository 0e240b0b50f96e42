import type { Line } from './tokens.ts';

const tabWidth = 4;

export function linesOf(content: string): Line[] {
  const lines: Line[] = [];
  let at = 0;
  for (const text of content.split('\n')) {
    lines.push({ text, at });
    at += text.length + 1;
  }
  return lines;
}

export function isBlank(line: Line): boolean {
  return line.text.trim() === '';
}

/** The line from that character on. */
export function cut(line: Line, from: number): Line {
  return { text: line.text.slice(from), at: line.at + from };
}

/** How far its text is indented, in columns. */
export function indentOf(line: Line): number {
  return measure(line, Infinity).columns;
}

/** The line without up to that many columns of indentation. */
export function withoutIndent(line: Line, columns: number): Line {
  return cut(line, measure(line, columns).length);
}

function measure({ text }: Line, columnsMax: number): { columns: number; length: number } {
  let columns = 0;
  let length = 0;
  for (; columns < columnsMax; length++) {
    const character = text.charAt(length);
    if (character === ' ') columns++;
    else if (character === '\t') columns += tabWidth - (columns % tabWidth);
    else break;
  }
  return { columns, length };
}
