import { beginningOf, type Block, type Room } from '@confab/text';
import type { ReactNode } from 'react';
import { InlineNodes } from './InlineNodes.tsx';
import { MessageList } from './MessageList.tsx';
import { MessageTable } from './MessageTable.tsx';
import type { TextParts } from './text-parts.ts';

/** `tail` stands after the last word. */
type BlocksProps = { blocks: readonly Block[]; parts: TextParts; tail?: ReactNode };

/** What is longer than `from` is shown as far as `to`, until one wants all of it. */
type Folding = { from: Room; to: Room };
const messageFolding: Folding = {
  from: { characters: 1_200, lines: 20, tokens: 250 },
  to: { characters: 900, lines: 13, tokens: 150 },
};
const quoteFolding: Folding = {
  from: { characters: 500, lines: 8, tokens: 100 },
  to: { characters: 300, lines: 4, tokens: 60 },
};

export function isFolded(blocks: readonly Block[], { from } = messageFolding): boolean {
  return beginningOf(blocks, from).isCut;
}

export function FoldedBlocks({ blocks, parts, tail, folding = messageFolding }: BlocksProps & { folding?: Folding }) {
  if (!isFolded(blocks, folding)) return <Blocks blocks={blocks} parts={parts} tail={tail} />;
  const beginning = beginningOf(blocks, folding.to).blocks;
  return (
    <parts.Fold
      tail={tail}
      render={(isOpen) => <Blocks blocks={isOpen ? blocks : beginning} parts={parts} tail={isOpen ? tail : null} />}
    />
  );
}

/** Without folding what is long. */
export function Blocks({ blocks, parts, tail = null }: BlocksProps) {
  const last = blocks.length - 1;
  const mayTakeTail = hasLastWord(blocks[last]);
  return (
    <>
      {blocks.map((block, index) => (
        <BlockLook key={index} block={block} parts={parts} tail={mayTakeTail && index === last ? tail : null} />
      ))}
      {!mayTakeTail && tail !== null && <div>{tail}</div>}
    </>
  );
}

function hasLastWord(block: Block | undefined): boolean {
  return block?.kind === 'paragraph' || block?.kind === 'heading';
}

function BlockLook({ block, parts, tail }: { block: Block; parts: TextParts; tail: ReactNode }) {
  switch (block.kind) {
    case 'paragraph':
    case 'heading': {
      const words = <InlineNodes nodes={block.children} parts={parts} />;
      return (
        <p>
          {block.kind === 'heading' ? <strong>{words}</strong> : words}
          {tail !== null && ' '}
          {tail}
        </p>
      );
    }
    case 'code':
      return <parts.Code block={block} />;
    case 'quote':
      return (
        <blockquote dir="auto">
          <FoldedBlocks blocks={block.children} parts={parts} folding={quoteFolding} />
        </blockquote>
      );
    case 'list':
      return <MessageList list={block} render={(children) => <Blocks blocks={children} parts={parts} />} />;
    case 'table':
      return <MessageTable table={block} parts={parts} />;
  }
}
