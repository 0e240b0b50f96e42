import type { Block, Inline, ListItem } from './tokens.ts';

/** For tests: what is shown of tokens, without what is drawn around it. */
export function shownIn(nodes: readonly (Block | Inline | ListItem)[]): string {
  return nodes.map(shownOf).join('');
}

function shownOf(node: Block | Inline | ListItem): string {
  if ('children' in node) return ('number' in node ? String(node.number ?? '') : '') + shownIn(node.children);
  if ('items' in node) return shownIn(node.items);
  if ('head' in node) return [node.head, ...node.rows].flat().map(shownIn).join('');
  if ('name' in node) return `@${node.name}`;
  return ('language' in node ? (node.language ?? '') : '') + node.text;
}

/** For tests: all that stands in lines, however deep. */
export function inlineOf(nodes: readonly (Block | Inline | ListItem)[]): Inline[] {
  return nodes.flatMap((node) => {
    if ('items' in node) return inlineOf(node.items);
    if ('head' in node) return inlineOf([node.head, ...node.rows].flat(2));
    const inside = 'children' in node ? inlineOf(node.children) : [];
    return isInline(node) ? [node, ...inside] : inside;
  });
}

function isInline(node: Block | Inline | ListItem): node is Inline {
  return (
    'kind' in node && !['paragraph', 'heading', 'quote', 'list', 'table'].includes(node.kind) && !('language' in node)
  );
}

/** For tests: how deep tokens stand in each other. */
export function depthOf(nodes: readonly (Block | Inline | ListItem)[]): number {
  const inside = nodes.map((node) => {
    if ('items' in node) return depthOf(node.items);
    if ('head' in node) return depthOf([node.head, ...node.rows].flat(2));
    return 'children' in node ? depthOf(node.children) : 0;
  });
  return nodes.length === 0 ? 0 : 1 + Math.max(...inside);
}
