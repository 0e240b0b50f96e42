import { isAddress, linkTo } from '../editing/make-link.ts';
import { mirrored } from '../editing/toggle-mark.ts';
import { escapeWords } from './escape-words.ts';

type Style = { isBold: boolean; isSlanted: boolean; isStruck: boolean; isLinked: boolean };

const plain: Style = { isBold: false, isSlanted: false, isStruck: false, isLinked: false };

/** What stands in one line of text, or several with breaks between them. */
export function inlineMarkdown(nodes: readonly Node[]): string {
  return nodes
    .map((node) => markdownOf(node, plain))
    .join('')
    .replaceAll(/ *\n */g, '\n')
    .replaceAll(/ {2,}/g, ' ');
}

function markdownOf(node: Node, style: Style): string {
  if (node instanceof Text) return escapeWords(node.data.replaceAll(/[\s\u00a0]+/gu, ' '));
  if (!(node instanceof HTMLElement)) return '';
  switch (node.localName) {
    case 'br':
      return '\n';
    case 'img':
      // Many pages draw their emoji.
      return escapeWords(node.getAttribute('alt') ?? '');
    case 'code':
    case 'kbd':
    case 'samp':
    case 'tt':
      return codeMarkdown(node.textContent.replaceAll(/\s+/gu, ' ').trim());
    case 'a':
      return style.isLinked ? childrenOf(node, style) : linkMarkdown(node, style);
    default:
      return styledMarkdown(node, style);
  }
}

function childrenOf(node: Node, style: Style): string {
  return [...node.childNodes].map((child) => markdownOf(child, style)).join('');
}

function linkMarkdown(node: HTMLElement, style: Style): string {
  const href = node.getAttribute('href') ?? '';
  const inner = childrenOf(node, { ...style, isLinked: true });
  const words = node.textContent.trim();
  if (words === '' || !isAddress(href)) return inner;
  // Written out, it is a link already.
  if (words === href || `${words}/` === href || href.replace(/^(?:https?:\/\/|mailto:)/, '') === words)
    return words === '' ? '' : href.startsWith('mailto:') ? words : href;
  return linkTo(
    inner
      .replaceAll(/\s*\n\s*/g, ' ')
      .trim()
      .replaceAll(/\\(?=[[\]])/g, ''),
    href,
  );
}

function styledMarkdown(node: HTMLElement, style: Style): string {
  const own = { ...style, ...styleOf(node) };
  const words = childrenOf(node, own);
  const marks =
    (own.isStruck && !style.isStruck ? '~~' : '') +
    (own.isBold && !style.isBold ? '**' : '') +
    (own.isSlanted && !style.isSlanted ? '*' : '');
  return marks === '' ? words : marked(words, marks);
}

function styleOf(node: HTMLElement): Partial<Style> {
  const style: Partial<Style> = {};
  if (node.matches('b, strong')) style.isBold = true;
  if (node.matches('i, em, cite, dfn, var')) style.isSlanted = true;
  if (node.matches('s, del, strike')) style.isStruck = true;
  // Some programs say it by styles alone, and take back what the element says.
  const { fontWeight, fontStyle, textDecoration, textDecorationLine } = node.style;
  if (fontWeight !== '') style.isBold = fontWeight === 'bold' || Number(fontWeight) >= 600;
  if (fontStyle !== '') style.isSlanted = fontStyle === 'italic';
  if (`${textDecoration} ${textDecorationLine}`.includes('line-through')) style.isStruck = true;
  return style;
}

/** Marks stand close to words, and hold for one line. */
function marked(words: string, marks: string): string {
  const closing = mirrored(marks);
  return words
    .split('\n')
    .map((line) => {
      const trimmed = line.trim();
      if (trimmed === '') return line;
      const start = line.indexOf(trimmed);
      return line.slice(0, start) + marks + trimmed + closing + line.slice(start + trimmed.length);
    })
    .join('\n');
}

function codeMarkdown(code: string): string {
  if (code === '') return '';
  if (!code.includes('`')) return `\`${code}\``;
  const ticks = '`'.repeat(Math.max(...[...code.matchAll(/`+/g)].map(([found]) => found.length)) + 1);
  return `${ticks} ${code} ${ticks}`;
}
