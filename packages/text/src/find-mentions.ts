import { parseMarkdown } from './parse-markdown.ts';
import { textsOf } from './texts-of.ts';
import type { Inline, Mention } from './tokens.ts';

/** More of one message count for nobody. */
const mentionsMax = 50;

/**
 * The names after an `@` that a message says, in order, the first 50: what `parseMarkdown` shows as mentions, so none in code,
 * in addresses or in the words of links. Names are as they were typed; `everyone` and `here` are names like any other.
 */
export function findMentions(content: string): Mention[] {
  if (!content.includes('@')) return [];
  const found: Mention[] = [];
  const take = (nodes: readonly Inline[]): void => {
    for (const node of nodes) {
      if (node.kind === 'mention') found.push({ name: node.name, from: node.from, to: node.to });
      else if ('children' in node) take(node.children);
    }
  };
  for (const texts of textsOf(parseMarkdown(content))) take(texts);
  return found.slice(0, mentionsMax);
}
