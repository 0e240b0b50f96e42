import type { Block, Inline } from './tokens.ts';

/** All that is read as text, part by part in order: code is not. */
export function textsOf(blocks: readonly Block[]): Inline[][] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'code':
        return [];
      case 'quote':
        return textsOf(block.children);
      case 'list':
        return block.items.flatMap(({ children }) => textsOf(children));
      case 'table':
        return [block.head, ...block.rows].flat();
      default:
        return [block.children];
    }
  });
}
