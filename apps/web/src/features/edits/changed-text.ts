import { parseMarkdown, type Block, type Inline } from '@confab/text';
import type { CodeBlock, Leaf } from '../text/index.ts';
import { wordDiff, wordsOf } from './word-diff.ts';

export type ChangedPart = { kind: 'same' | 'gone' | 'new'; text: string };

export type ChangedText = {
  blocks: readonly Block[];
  /** What became of the words of each leaf; what is gone stands in the one before which it stood. */
  changes: ReadonlyMap<Leaf | CodeBlock, readonly ChangedPart[]>;
};

/** `leaf` is null between two blocks. What a spoiler hides is not told by having gone. */
type Word = { text: string; leaf: Leaf | CodeBlock | null; isHidden: boolean };

const hidden = '▒▒▒';

/** A text with its marks, and by words what it changed of the one before. A change of marks alone shows by the marks. */
export function changedText(before: string, after: string): ChangedText {
  const blocks = parseMarkdown(after);
  const changes = new Map<Leaf | CodeBlock, ChangedPart[]>();
  let last: Word['leaf'] = null;
  let gone = '';

  function add(leaf: Word['leaf'], kind: ChangedPart['kind'], text: string): void {
    if (leaf === null || text === '') return;
    const parts = changes.get(leaf) ?? [];
    changes.set(leaf, parts);
    const end = parts.at(-1);
    if (end?.kind === kind) end.text += text;
    else parts.push({ kind, text });
  }

  for (const { kind, word } of wordDiff(wordsIn(parseMarkdown(before)), wordsIn(blocks))) {
    if (kind === 'gone') gone += word.isHidden && word.text.trim() !== '' ? hidden : word.text;
    else if (word.leaf !== null) {
      add(word.leaf, 'gone', gone);
      add(word.leaf, kind, word.text);
      gone = '';
      last = word.leaf;
    }
  }
  add(last, 'gone', gone);
  return { blocks, changes };
}

function wordsIn(blocks: readonly Block[]): Word[] {
  return apart(blocks.map(wordsOfBlock));
}

function apart(all: readonly Word[][]): Word[] {
  return all.flatMap((words, index) => (index === 0 ? words : [{ text: '\n', leaf: null, isHidden: false }, ...words]));
}

function wordsOfBlock(block: Block): Word[] {
  switch (block.kind) {
    case 'code':
      return wordsOfLeaf(block, block.text, false);
    case 'quote':
      return wordsIn(block.children);
    case 'list':
      return apart(block.items.map(({ children }) => wordsIn(children)));
    case 'table':
      return apart([block.head, ...block.rows].flat().map((cell) => wordsOfInlines(cell)));
    default:
      return wordsOfInlines(block.children);
  }
}

function wordsOfInlines(nodes: readonly Inline[], isHidden = false): Word[] {
  return nodes.flatMap((node) => {
    if ('children' in node) return wordsOfInlines(node.children, isHidden || node.kind === 'spoiler');
    return wordsOfLeaf(node, node.kind === 'mention' ? `@${node.name}` : node.text, isHidden);
  });
}

function wordsOfLeaf(leaf: Leaf | CodeBlock, text: string, isHidden: boolean): Word[] {
  return wordsOf(text).map((word) => ({ text: word, leaf, isHidden }));
}
