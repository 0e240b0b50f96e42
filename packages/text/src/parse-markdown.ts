import { FenceReader } from './fences.ts';
import { cut, isBlank, linesOf } from './lines.ts';
import { readList } from './lists.ts';
import { parseInline } from './parse-inline.ts';
import { readTable } from './tables.ts';
import type { Block, Inline, Line } from './tokens.ts';

/** Text without any of it is itself. */
const anyMark = /[\\`*_~|[\]@]|https?:|www\.|^[ \t]*(?:>|#|-|\d+[.)])|:[a-z0-9_-]{2,32}:/im;
/** In UTF-16 units; a message has at most 8,000 characters. What is longer is not read, and stays as it is. */
const readMax = 65_536;
/** Tokens and lists of them, far more than people write: each is an element or two, and to draw ten thousand takes a page 0.2 s. */
const partsMax = 4_000;
/** Quotes in lists in quotes: what is deeper is the text of the innermost. */
const depthMax = 6;
/** ">:(" and "> 5" begin no quote unless a space follows. */
const quoteMark = /^ {0,3}>(?:[ \t]|(?=[>\p{L}])|$)/u;
const headingMark = /^ {0,3}(#{1,6})[ \t]+(?=\S)/;

/**
 * What a message is made of, by the dialect of decision 21: Markdown as people type it in a chat, with every line where it was
 * typed. Linear in the length of the message, and bounded in depth and in what there is to draw: beyond, it is plain text.
 */
export function parseMarkdown(content: string): Block[] {
  if (!anyMark.test(content) || content.length > readMax) return [plain([{ text: content, at: 0 }])];
  const lines = linesOf(content);
  const blocks = parseBlocks(lines, 0);
  return blocks.length > 0 && countParts(blocks) <= partsMax ? blocks : [plain(lines)];
}

function countParts(part: unknown): number {
  if (typeof part !== 'object' || part === null) return 0;
  return Object.values(part).reduce((sum: number, inner) => sum + countParts(inner), 1);
}

function plain(lines: readonly Line[]): Block {
  return { kind: 'paragraph', children: [{ kind: 'text', text: lines.map(({ text }) => text).join('\n') }] };
}

type Found = { block: Block; next: number; before?: Line | null };

function parseBlocks(lines: readonly Line[], depth: number): Block[] {
  const blocks: Block[] = [];
  const fences = new FenceReader(lines);
  let text: Line[] = [];
  const endText = (): void => {
    const paragraph = parseParagraph(text);
    if (paragraph) blocks.push(paragraph);
    text = [];
  };
  for (let index = 0; index < lines.length;) {
    const line = lines[index];
    if (line === undefined) break;
    // A fence behind the mark of a quote or an item is theirs.
    const found = findBlock(lines, index, depth) ?? findFence(fences, index);
    if (found === null) {
      text.push(line);
      index++;
      continue;
    }
    if (found.before) text.push(found.before);
    endText();
    blocks.push(found.block);
    index = found.next;
  }
  endText();
  return blocks;
}

function findFence(fences: FenceReader, index: number): Found | null {
  const fenced = fences.read(index);
  return fenced && { block: fenced.code, next: fenced.next, before: fenced.before };
}

function findBlock(lines: readonly Line[], index: number, depth: number): Found | null {
  const line = lines[index];
  if (line === undefined || isBlank(line)) return null;
  return (
    (depth < depthMax ? (findQuote(lines, index, depth) ?? findList(lines, index, depth)) : null) ??
    findHeading(line, index) ??
    findTable(lines, index)
  );
}

function findQuote(lines: readonly Line[], index: number, depth: number): Found | null {
  const quoted: Line[] = [];
  for (let line = lines[index]; line; line = lines[index + quoted.length]) {
    const mark = quoteMark.exec(line.text);
    if (mark === null) break;
    quoted.push(cut(line, mark[0].length));
  }
  if (quoted.length === 0) return null;
  const children = parseBlocks(quoted, depth + 1);
  const next = index + quoted.length;
  if (children.length > 0) return { block: { kind: 'quote', children }, next };
  // Nothing is quoted.
  return { block: plain(lines.slice(index, next)), next };
}

function findList(lines: readonly Line[], index: number, depth: number): Found | null {
  const list = readList(lines, index);
  if (list === null) return null;
  const items = list.items.map(({ lines: inner, ...item }) => ({ ...item, children: parseBlocks(inner, depth + 1) }));
  return { block: { kind: 'list', isOrdered: list.isOrdered, items }, next: list.next };
}

function findHeading(line: Line, index: number): Found | null {
  const mark = headingMark.exec(line.text);
  if (mark === null) return null;
  const children = parseInline([cut(line, mark[0].length)]);
  return { block: { kind: 'heading', level: mark[1]?.length ?? 1, children }, next: index + 1 };
}

function findTable(lines: readonly Line[], index: number): Found | null {
  const table = readTable(lines, index);
  if (table === null) return null;
  const { aligns, next } = table;
  const parseRow = (cells: readonly Line[]): Inline[][] => cells.map((cell) => parseInline([cell]));
  return { block: { kind: 'table', aligns, head: parseRow(table.head), rows: table.rows.map(parseRow) }, next };
}

/** Marks end with their paragraph; the blank lines between stay. */
function parseParagraph(lines: readonly Line[]): Block | null {
  const begin = lines.findIndex((line) => !isBlank(line));
  if (begin < 0) return null;
  const children: Inline[] = [];
  let part: Line[] = [];
  const endPart = (): void => {
    if (part.length > 0) append(children, parseInline(part));
    part = [];
  };
  const end = lines.findLastIndex((line) => !isBlank(line)) + 1;
  for (const [index, line] of lines.slice(begin, end).entries()) {
    if (isBlank(line)) endPart();
    if (index > 0 && part.length === 0) append(children, [{ kind: 'text', text: '\n' }]);
    if (isBlank(line)) append(children, [{ kind: 'text', text: line.text }]);
    else part.push(line);
  }
  endPart();
  return { kind: 'paragraph', children };
}

function append(children: Inline[], more: readonly Inline[]): void {
  for (const node of more) {
    const last = children.at(-1);
    if (node.kind === 'text' && last?.kind === 'text') last.text += node.text;
    else if (node.kind !== 'text' || node.text !== '') children.push(node);
  }
}
