import type { Edit, Selected } from './edit.ts';

/** Bold, slanted, struck, code. */
export type Mark = '**' | '*' | '~~' | '`';

type Span = { from: number; to: number };
/** The marks that stand on both sides of a span, from the inside out, and the span with them. */
type Wrapped = Span & { marks: string };

const markCharacters = '*~`_|';
/** What begins a line and is no part of its words. */
const lineStart = /^[ \t]*(?:>[ \t]*)*(?:(?:[-*]|\d{1,9}[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?/;
const letter = /[\p{L}\p{N}]/u;

/** Puts the mark around what is selected, in each of its lines, or takes it away where all of it has it. */
export function toggleMark(selected: Selected, mark: Mark): Edit | null {
  const { text, start, end } = selected;
  if (start === end) return toggleAtCaret(selected, mark);
  const spans = spansOf(text, start, end).map((span) => withoutOwnMarks(text, span, mark));
  return spans.length === 0 ? null : toggleSpans(text, spans, mark);
}

function toggleSpans(text: string, spans: readonly Span[], mark: Mark): Edit {
  const wrapped = spans.map((span) => wrappedIn(text, span));
  const isOn = wrapped.every(({ marks }) => has(marks, mark));
  const from = wrapped[0]?.from ?? 0;
  let insert = '';
  let at = from;
  let [start, end] = [from, from];
  for (const [index, span] of spans.entries()) {
    const around = wrapped[index] ?? { ...span, marks: '' };
    const marks = isOn ? without(around.marks, mark) : has(around.marks, mark) ? around.marks : around.marks + mark;
    const words = isOn ? text.slice(span.from, span.to) : bare(text.slice(span.from, span.to), mark);
    insert += text.slice(at, around.from) + mirrored(marks);
    if (index === 0) start = from + insert.length;
    insert += words;
    end = from + insert.length;
    insert += marks;
    at = around.to;
  }
  return { from, to: at, insert, start, end };
}

function toggleAtCaret({ text, start: caret }: Selected, mark: Mark): Edit {
  const between = wrappedIn(text, { from: caret, to: caret });
  if (has(between.marks, mark)) return toggleSpans(text, [{ from: caret, to: caret }], mark);
  const word = wordAt(text, caret);
  if (word !== null) {
    const edit = toggleSpans(text, [word], mark);
    const moved = edit.start - word.from;
    return { ...edit, start: caret + moved, end: caret + moved };
  }
  // At the end of what is marked it ends: the caret goes past the mark.
  if (runAt(text, caret, mark) && text.slice(text.lastIndexOf('\n', caret - 1) + 1, caret).includes(mark)) {
    const past = caret + mark.length;
    return { from: caret, to: caret, insert: '', start: past, end: past };
  }
  const inside = caret + mark.length;
  return { from: caret, to: caret, insert: mark + mark, start: inside, end: inside };
}

/** One for each line: marks hold no longer than that. */
function spansOf(text: string, start: number, end: number): Span[] {
  const spans: Span[] = [];
  for (let from = start; from < end;) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 || newline > end ? end : newline;
    const isLineStart = from === 0 || text[from - 1] === '\n';
    const skipped = isLineStart ? (lineStart.exec(text.slice(from, to))?.[0].length ?? 0) : 0;
    const words = text.slice(from + skipped, to);
    const trimmed = words.trim();
    const begin = from + skipped + words.length - words.trimStart().length;
    if (trimmed !== '') spans.push({ from: begin, to: begin + trimmed.length });
    from = to + 1;
  }
  return spans;
}

/** Whoever selects "**word**" means the word. */
function withoutOwnMarks(text: string, { from, to }: Span, mark: Mark): Span {
  let [left, right] = [from, to];
  while (right - left > 2 && isMark(text, left) && text[left] === text[right - 1]) {
    left++;
    right--;
  }
  // Of several lines the selection holds the inner marks, and not the outermost.
  while (right - left > 1 && isMark(text, right - 1) && text[right - 1] === text[left - 1]) right--;
  while (right - left > 1 && isMark(text, left) && text[left] === text[right]) left++;
  // "**one** and **two**" is not one bold piece.
  return text.slice(left, right).includes(mark) ? { from, to } : { from: left, to: right };
}

function wrappedIn(text: string, { from, to }: Span): Wrapped {
  let marks = '';
  let [left, right] = [from, to];
  while (left > 0 && isMark(text, left - 1) && text[left - 1] === text[right]) {
    marks += text[right];
    left--;
    right++;
  }
  return { from: left, to: right, marks };
}

function isMark(text: string, at: number): boolean {
  return at >= 0 && at < text.length && markCharacters.includes(text.charAt(at));
}

function has(marks: string, mark: Mark): boolean {
  const count = marks.split(mark.charAt(0)).length - 1;
  // Three stars are both, bold and slanted.
  if (mark === '*') return count % 2 === 1;
  return count >= mark.length;
}

function without(marks: string, mark: Mark): string {
  const at = marks.indexOf(mark);
  return at < 0 ? marks : marks.slice(0, at) + marks.slice(at + mark.length);
}

/** What closes what they open. */
export function mirrored(marks: string): string {
  let closing = '';
  for (const mark of marks) closing = mark + closing;
  return closing;
}

/** Its own marks inside would end it too early. */
function bare(words: string, mark: Mark): string {
  return mark === '**' || mark === '~~' ? words.replaceAll(mark, '') : words;
}

function wordAt(text: string, caret: number): Span | null {
  let [from, to] = [caret, caret];
  while (letter.test(text.charAt(from - 1))) from--;
  while (letter.test(text.charAt(to))) to++;
  return from < caret && caret < to ? { from, to } : null;
}

/** The mark ends there, and is no part of another one. */
function runAt(text: string, caret: number, mark: Mark): boolean {
  let end = caret;
  while (text[end] === mark.charAt(0)) end++;
  return end > caret && has(text.slice(caret, end), mark);
}
