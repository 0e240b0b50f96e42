import { characterAt, characterBefore, isBoundary, isPunctuation, isSpace } from './characters.ts';
import type { Inline } from './tokens.ts';

/** A run of marks, `**`, that may begin what a later one ends. Until then it stands in the output as its own text. */
export type Opener = { mark: string; count: number; place: number };

/** How many may be open at once: what began earlier stays text. It bounds the depth of the tree, and the time. */
const openMax = 10;
/** Longer runs are lines drawn with characters. */
const runMax: Record<string, number> = { '*': 3, _: 3, '~': 2, '|': 2 };

/** What is read so far of a stretch of text. */
export class InlineOutput {
  readonly nodes: Inline[] = [];
  readonly openers: Opener[] = [];

  addText(text: string): void {
    if (text === '') return;
    const last = this.nodes.at(-1);
    // An opener's text stays a node of its own: it may be replaced.
    if (last?.kind === 'text' && this.openers.at(-1)?.place !== this.nodes.length - 1) last.text += text;
    else this.nodes.push({ kind: 'text', text });
  }

  open(mark: string, count: number): void {
    if (this.openers.length === openMax) this.openers.shift();
    this.openers.push({ mark, count, place: this.nodes.length });
    this.nodes.push({ kind: 'text', text: mark.repeat(count) });
  }

  isOpen(mark: string): boolean {
    return this.openers.some((opener) => opener.mark === mark);
  }

  /** What came since the opener, taken out of the output. What was opened in between and not closed is text. */
  takeSince(index: number, count: number): Inline[] {
    const opener = this.openers[index];
    if (opener === undefined) return [];
    const children = joinTexts(this.nodes.splice(opener.place + 1));
    this.openers.length = index;
    this.nodes.pop();
    // Of `***` a half may go on.
    if (opener.count > count) this.open(opener.mark, opener.count - count);
    return children;
  }

  finish(): Inline[] {
    return joinTexts(this.nodes);
  }
}

/** A run of marks at the index: closes what it can, or opens. */
export function addRun(output: InlineOutput, text: string, index: number, count: number): void {
  const mark = text.charAt(index);
  const max = runMax[mark] ?? 0;
  if (count > max || (max === 2 && count < 2)) return output.addText(mark.repeat(count));
  const { canOpen, canClose } = sidesOf(text, index, count);
  const left = canClose ? close(output, mark, count) : count;
  if (left === 0) return;
  if (canOpen && left === count) output.open(mark, left);
  else output.addText(mark.repeat(left));
}

/** Closes what fits the run, from the inside; answers how much of the run is left. */
function close(output: InlineOutput, mark: string, count: number): number {
  let left = count;
  while (left > 0) {
    const closing = left;
    const index = output.openers.findLastIndex(
      (opener) => opener.mark === mark && (opener.count === closing || opener.count === 3 || closing === 3),
    );
    const opener = output.openers[index];
    if (opener === undefined) return left;
    // Three are one and two: `***a** b*`, `***a* b**`, `**a *b***`.
    const used = Math.min(opener.count, closing) === 3 ? 2 : Math.min(opener.count, closing);
    const children = output.takeSince(index, used);
    output.nodes.push({ kind: kindOf(mark, used), children });
    left -= used;
  }
  return 0;
}

function kindOf(mark: string, count: number): 'strong' | 'emphasis' | 'strike' | 'spoiler' {
  if (mark === '~') return 'strike';
  if (mark === '|') return 'spoiler';
  return count === 2 ? 'strong' : 'emphasis';
}

/**
 * As in CommonMark (left- and right-flanking runs), with two differences. Scripts without spaces between words count as if
 * there were some. Inside a word marks are what was typed, 2*3*4 or snake_case, but for `**` and `~~` beside letters.
 */
function sidesOf(text: string, index: number, count: number): { canOpen: boolean; canClose: boolean } {
  const before = characterBefore(text, index);
  const after = characterAt(text, index + count);
  const isLeft = !isSpace(after) && (!isPunctuation(after) || isBoundary(before));
  const isRight = !isSpace(before) && (!isPunctuation(before) || isBoundary(after));
  const mark = text.charAt(index);
  const splits = (mark === '*' && count === 2) || mark === '~' ? /[\p{L}\p{M}]/u : /^$/;
  return {
    canOpen: isLeft && (isBoundary(before) || splits.test(before)),
    canClose: isRight && (isBoundary(after) || splits.test(after)),
  };
}

function joinTexts(nodes: Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.kind === 'text' && last?.kind === 'text') last.text += node.text;
    else joined.push(node);
  }
  return joined;
}
