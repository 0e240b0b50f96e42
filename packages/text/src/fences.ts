import { cut, indentOf, isBlank, withoutIndent } from './lines.ts';
import type { Block, Line } from './tokens.ts';

type Code = Extract<Block, { kind: 'code' }>;
type Fence = { count: number; indent: number; language: string | null; first: Line | null };
/** `next`: the line that goes on after it. `before`: what stands on the line of the fence before it. */
export type FencedCode = { code: Code; next: number; before: Line | null };

const languageName = /^[\w+#.-]{1,20}$/;
const ticks = /`{3,}/;

/**
 * Finds code between fences. One reader for the lines of one container: it remembers how many backticks nothing closes any
 * more, so that many fences that are never closed cost no more than one.
 */
export class FenceReader {
  readonly #lines: readonly Line[];
  #unclosed = Infinity;

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  read(index: number): FencedCode | null {
    const line = this.#lines[index];
    const found = line && ticks.exec(line.text);
    if (!line || !found) return null;
    const before = line.text.slice(0, found.index);
    if (before.trim() !== '') return this.#readLate(index, line, found.index);
    const oneLine = codeOnOneLine(line.text.trim(), found[0].length);
    if (oneLine !== null) return { code: oneLine, next: index + 1, before: null };
    return this.#readFrom(index, { line, begin: found.index, mayStayOpen: true });
  }

  /** A fence at the end of a line of text: "so: ```js". */
  #readLate(index: number, line: Line, begin: number): FencedCode | null {
    const fenced = this.#readFrom(index, { line, begin, mayStayOpen: false });
    return fenced && { ...fenced, before: { text: line.text.slice(0, begin).trimEnd(), at: line.at } };
  }

  #readFrom(index: number, from: { line: Line; begin: number; mayStayOpen: boolean }): FencedCode | null {
    const fence = fenceAt(from.line, from.begin);
    // What begins in the middle of text names at most a language after it.
    if (fence === null || (!from.mayStayOpen && fence.first !== null)) return null;
    const end = this.#findEnd(index + 1, fence.count);
    // Whoever forgot to close it meant what follows.
    if (end === null && (!from.mayStayOpen || fence.first !== null)) return null;
    const inside = this.#lines
      .slice(index + 1, end ?? this.#lines.length)
      .map((line) => withoutIndent(line, fence.indent));
    const last = end === null ? undefined : this.#lines[end];
    const lines = [fence.first, ...inside, last && textBeforeEnd(last)].filter((line) => line != null);
    const text = lines.map((line) => line.text).join('\n');
    if (text.trim() === '') return null;
    return {
      code: { kind: 'code', text, language: fence.language },
      next: (end ?? this.#lines.length - 1) + 1,
      before: null,
    };
  }

  #findEnd(from: number, count: number): number | null {
    if (count >= this.#unclosed) return null;
    for (let index = from; index < this.#lines.length; index++) {
      if (ticksAtEnd(this.#lines[index]?.text ?? '') >= count) return index;
    }
    this.#unclosed = count;
    return null;
  }
}

function fenceAt(line: Line, begin: number): Fence | null {
  const rest = line.text.slice(begin);
  const count = rest.length - rest.replace(/^`+/, '').length;
  const info = rest.slice(count);
  if (info.includes('```')) return null;
  const name = info.trim();
  const isLanguage = languageName.test(name);
  return {
    count,
    indent: indentOf(line),
    language: isLanguage ? name : null,
    first: name === '' || isLanguage ? null : cut(line, begin + count),
  };
}

/** ```` ```code``` ````, and nothing beside it. */
function codeOnOneLine(text: string, count: number): Code | null {
  const inside = text.slice(count, -count);
  if (text.length <= 2 * count || ticksAtEnd(text) !== count || inside.includes('`'.repeat(count))) return null;
  return inside.trim() === '' ? null : { kind: 'code', text: inside, language: null };
}

function ticksAtEnd(text: string): number {
  const trimmed = text.trimEnd();
  let begin = trimmed.length;
  while (trimmed.charAt(begin - 1) === '`') begin--;
  return trimmed.length - begin;
}

/** Code may end on the line of the fence that closes it. */
function textBeforeEnd(line: Line): Line | null {
  const text = line.text.trimEnd();
  const before = { text: text.slice(0, text.length - ticksAtEnd(text)), at: line.at };
  return isBlank(before) ? null : before;
}
