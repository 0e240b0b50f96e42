import { cut } from './lines.ts';
import type { Align, Line } from './tokens.ts';

type Table = { aligns: Align[]; head: Line[]; rows: Line[][]; next: number };

const columnsMax = 32;
const ruler = /^:?-+:?$/;

/** The table whose head is on the line, with the ruler under it, or null. It ends with the first line without a bar. */
export function readTable(lines: readonly Line[], index: number): Table | null {
  const line = lines[index];
  const under = lines[index + 1];
  if (!line?.text.includes('|') || !under || !/^[\s|:-]+$/.test(under.text)) return null;
  const head = cellsOf(line);
  const rules = cellsOf(under).map(({ text }) => text);
  if (head.length !== rules.length || head.length > columnsMax || !rules.every((rule) => ruler.test(rule))) return null;
  const rows: Line[][] = [];
  let next = index + 2;
  for (let row = lines[next]; row?.text.includes('|'); row = lines[next]) {
    rows.push(cellsOf(row));
    next++;
  }
  return { aligns: rules.map(alignOf), head, rows, next };
}

function alignOf(rule: string): Align {
  const isAtStart = rule.startsWith(':');
  if (rule.endsWith(':')) return isAtStart ? 'center' : 'end';
  return isAtStart ? 'start' : null;
}

function cellsOf(line: Line): Line[] {
  const cells: Line[] = [];
  let begin = 0;
  for (const { index } of line.text.matchAll(/\|/g)) {
    if (line.text.charAt(index - 1) === '\\') continue;
    cells.push(trimmed(line, begin, index));
    begin = index + 1;
  }
  cells.push(trimmed(line, begin, line.text.length));
  if (cells.length > 1 && cells[0]?.text === '') cells.shift();
  if (cells.length > 1 && cells.at(-1)?.text === '') cells.pop();
  return cells;
}

function trimmed(line: Line, begin: number, end: number): Line {
  const text = line.text.slice(begin, end);
  const { at } = cut(line, begin + text.length - text.trimStart().length);
  return { text: text.trim(), at };
}
