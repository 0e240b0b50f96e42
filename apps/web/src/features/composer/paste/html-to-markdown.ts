import { escapeWords } from './escape-words.ts';
import { inlineMarkdown } from './inline-markdown.ts';
import { tableMarkdown } from './table-markdown.ts';
import { fenceFor } from '../editing/toggle-code-block.ts';

/** `isBlock`: it wants lines of its own. */
export type Markdown = { text: string; isBlock: boolean };

/** A piece of text and how many lines end before it. */
type Piece = { text: string; gap: 1 | 2 };

/** What is larger is pasted as it is. */
const htmlMax = 300_000;
const nodesMax = 10_000;
const deepest = 100;

const blockNames =
  'p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, pre, table, tr, section, article, header, footer, main, aside, dl, dt, dd, figure, hr';
const leftOut = 'script, style, head, title, template, button, svg, select, textarea, noscript, [aria-hidden="true"]';
/** What plain text can't say. */
const telling =
  'b, strong, i, em, s, del, strike, code, kbd, pre, a[href], ul, ol, blockquote, h1, h2, h3, h4, h5, h6, table, [style*="font-weight"], [style*="font-style"], [style*="line-through"]';

/**
 * What a program has put beside the plain text, in the marks that a message understands; null where it says no more than
 * that, or is too much. It is read in a document that loads and runs nothing.
 */
export function htmlToMarkdown(html: string): Markdown | null {
  if (html === '' || html.length > htmlMax) return null;
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const element of body.querySelectorAll(leftOut)) element.remove();
  if (body.querySelector(telling) === null || isTooMuch(body)) return null;
  const pieces = piecesOf(body);
  const text = joined(pieces);
  // A plain address is no link that somebody has made.
  if (text === '' || text === escapeWords(body.textContent.replaceAll(/\s+/gu, ' ').trim())) return null;
  return { text, isBlock: text.includes('\n') || /^(?:[-#>`|]|\d+\.)/.test(text) };
}

function isTooMuch(body: HTMLElement): boolean {
  const all = body.getElementsByTagName('*');
  if (all.length > nodesMax) return true;
  for (const element of all) {
    let depth = 0;
    for (let at: Element | null = element; at !== null; at = at.parentElement) if (++depth > deepest) return true;
  }
  return false;
}

function piecesOf(parent: Element): Piece[] {
  const pieces: Piece[] = [];
  let run: Node[] = [];
  const flush = (): void => {
    const text = inlineMarkdown(run).trim();
    if (text !== '') pieces.push({ text, gap: 1 });
    run = [];
  };
  for (const node of parent.childNodes) {
    if (!(node instanceof Element) || !(node.matches(blockNames) || node.querySelector(blockNames) !== null)) {
      run.push(node);
      continue;
    }
    flush();
    pieces.push(...blockPieces(node));
  }
  flush();
  return pieces;
}

function blockPieces(element: Element): Piece[] {
  const name = element.localName;
  if (/^h[1-6]$/.test(name))
    return piece(joined(piecesOf(element)), (text) => `${'#'.repeat(Number(name[1]))} ${oneLine(text)}`);
  switch (name) {
    case 'p':
      return withGap(piecesOf(element), 2);
    case 'ul':
    case 'ol':
      return piece(listMarkdown(element), (text) => text);
    case 'blockquote':
      return piece(joined(piecesOf(element)), (text) => text.replaceAll(/^/gm, '> '));
    case 'pre':
      return piece(codeOf(element), (text) => `${fenceFor(text)}${languageOf(element)}\n${text}\n${fenceFor(text)}`);
    case 'table':
      return piece(tableMarkdown(element), (text) => text);
    default:
      return piecesOf(element);
  }
}

function piece(text: string, write: (text: string) => string): Piece[] {
  return text.trim() === '' ? [] : [{ text: write(text), gap: 2 }];
}

function withGap(pieces: readonly Piece[], gap: 1 | 2): Piece[] {
  return pieces.map((one, index) => (index === 0 ? { ...one, gap } : one));
}

function joined(pieces: readonly Piece[]): string {
  let text = '';
  for (const [index, { text: own, gap }] of pieces.entries()) {
    // What stands alone has a line of its own before it and after it.
    const before = index === 0 ? 0 : Math.max(gap, own.startsWith('#') ? 2 : gap, pieces[index - 1]?.gap ?? 1);
    text += '\n'.repeat(before) + own;
  }
  return text;
}

function listMarkdown(list: Element): string {
  const first = Number(list.getAttribute('start') ?? 1);
  const items: string[] = [];
  for (const child of list.children) {
    // Some programs put a nested list beside its item and not into it.
    if (child.matches('ul, ol')) items.push(indented(listMarkdown(child)));
    if (child.localName !== 'li') continue;
    const box = child.querySelector(
      ':scope > input[type="checkbox"], :scope > label > input[type="checkbox"], :scope > p > input[type="checkbox"]',
    );
    const task = box === null ? '' : box.hasAttribute('checked') ? '[x] ' : '[ ] ';
    const mark = list.localName === 'ol' ? `${first + items.length}. ` : '- ';
    const text = joined(
      withGap(
        piecesOf(child).map(({ text: own }) => ({ text: own, gap: 1 as const })),
        1,
      ),
    );
    items.push(mark + task + indented(text).trimStart());
  }
  return items.join('\n');
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

function codeOf(pre: Element): string {
  for (const line of pre.querySelectorAll('br')) line.replaceWith('\n');
  return pre.textContent.replace(/^\n/, '').trimEnd();
}

function languageOf(pre: Element): string {
  const classes = [pre, pre.querySelector('code'), pre.parentElement].map((one) => one?.getAttribute('class') ?? '');
  return /\b(?:language|lang|highlight-source)-([\w+#-]{1,20})/.exec(classes.join(' '))?.[1] ?? '';
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
