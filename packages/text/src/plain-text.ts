import { parseMarkdown } from './parse-markdown.ts';
import type { Block, Inline } from './tokens.ts';

type PlainTextOptions = {
  /** Stands for what is hidden in a spoiler. */
  spoiler?: string;
  /** In UTF-16 units. Of a longer message only the beginning is read. */
  max?: number;
};

/** Marks, and the spaces of code, take room that the words then do not. */
const readAhead = 4;

/**
 * A message as one line of words, for lists, notifications, search and for being spoken: without marks, with the words of
 * links and with code, and without what a spoiler hides.
 */
export function plainText(content: string, { spoiler = '▒▒▒', max = Infinity }: PlainTextOptions = {}): string {
  const read = max === Infinity ? content : cutAt(content, max * readAhead);
  const line = wordsOfBlocks(parseMarkdown(read), spoiler).replace(/\s+/g, ' ').trim();
  return cutAt(line, max);
}

/** Not in the middle of a character. */
function cutAt(text: string, max: number): string {
  if (text.length <= max) return text;
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(max - 1));
  return text.slice(0, isHalf ? max - 1 : max);
}

function wordsOfBlocks(blocks: readonly Block[], spoiler: string): string {
  const inline = (nodes: readonly Inline[]): string => wordsOfInline(nodes, spoiler);
  return blocks
    .map((block) => {
      switch (block.kind) {
        case 'code':
          return block.text;
        case 'quote':
          return wordsOfBlocks(block.children, spoiler);
        case 'list':
          return block.items.map((item) => itemMark(item) + wordsOfBlocks(item.children, spoiler)).join(' ');
        case 'table':
          return [block.head, ...block.rows].flat().map(inline).join(' ');
        default:
          return inline(block.children);
      }
    })
    .join(' ');
}

function itemMark({ number, isDone }: { number: number | null; isDone: boolean | null }): string {
  const task = isDone === null ? '' : isDone ? '☑ ' : '☐ ';
  return number === null ? task : `${number}. ${task}`;
}

function wordsOfInline(nodes: readonly Inline[], spoiler: string): string {
  return nodes
    .map((node) => {
      if (node.kind === 'spoiler') return spoiler;
      if ('children' in node) return wordsOfInline(node.children, spoiler);
      return node.kind === 'mention' ? `@${node.name}` : node.text;
    })
    .join('');
}
