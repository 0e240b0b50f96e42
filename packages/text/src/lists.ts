import { cut, indentOf, isBlank, withoutIndent } from './lines.ts';
import type { Line } from './tokens.ts';

/** The lines of an item, without its mark and their indentation. */
type ListedItem = { number: number | null; isDone: boolean | null; lines: Line[] };
type List = { isOrdered: boolean; items: ListedItem[]; next: number };
type Mark = { number: number | null; indent: number; contentAt: number; contentIndent: number };

const itemMark = /^([ \t]*)([-*]|(\d{1,9})[.)])[ \t]+(?=\S)/;
const taskMark = /^\[([ xX])\][ \t]+(?=\S)/;
/** Three or more of them alone are a line drawn with characters. */
const drawnLine = /^[ \t]*([-*])(?:[ \t]*\1)+[ \t\r]*$/;
/** As far as this below another item, it belongs to that. */
const nestedFrom = 2;

/** The list that begins on the line, or null. It ends where a line is neither an item nor indented. */
export function readList(lines: readonly Line[], index: number): List | null {
  const first = markOf(lines[index]);
  if (first === null) return null;
  const isOrdered = first.number !== null;
  const items: ListedItem[] = [];
  let item: ListedItem | null = null;
  let contentIndent = 0;
  let next = index;
  while (next < lines.length) {
    const shown = nextShown(lines, next);
    const line = lines[shown];
    if (line === undefined) break;
    const isInside = item !== null && indentOf(line) >= first.indent + nestedFrom;
    const mark = isInside ? null : markOf(line);
    if (!isInside && (mark === null || (mark.number !== null) !== isOrdered)) break;
    if (mark) {
      item = newItem(mark, line, item);
      items.push(item);
      contentIndent = mark.contentIndent;
    } else {
      item?.lines.push(...lines.slice(next, shown + 1).map((inner) => withoutIndent(inner, contentIndent)));
    }
    next = shown + 1;
  }
  return { isOrdered, items, next };
}

function markOf(line: Line | undefined): Mark | null {
  const found = line && itemMark.exec(line.text);
  if (!line || !found || drawnLine.test(line.text)) return null;
  const indent = indentOf(line);
  const [whole, , mark = '', number] = found;
  return {
    number: number === undefined ? null : Number(number),
    indent,
    contentAt: whole.length,
    contentIndent: indent + mark.length + 1,
  };
}

function newItem(mark: Mark, line: Line, before: ListedItem | null): ListedItem {
  const content = cut(line, mark.contentAt);
  const task = taskMark.exec(content.text);
  return {
    // "1. 1. 1." is how one writes a list to be numbered. Otherwise the numbers are what was typed.
    number: before !== null && mark.number === 1 ? (before.number ?? 0) + 1 : mark.number,
    isDone: task ? task[1] !== ' ' : null,
    lines: [task ? cut(content, task[0].length) : content],
  };
}

function nextShown(lines: readonly Line[], from: number): number {
  let index = from;
  for (let line = lines[index]; line && isBlank(line); line = lines[index]) index++;
  return index;
}
