import { parseMarkdown } from './parse-markdown.ts';
import { textsOf } from './texts-of.ts';
import type { Inline } from './tokens.ts';

/** `words` is what the message calls it, null where it shows the address alone. */
export type FoundLink = { href: string; words: string | null };

/** More of one message are not listed. */
const linksMax = 50;
const mayHold = /https?:\/\/|www\./i;
const address = /^(?:https?:\/\/|www\.)\S*$/i;

/**
 * What `parseMarkdown` shows as links, in order, each address once, the first 50: none in code, and none that a spoiler hides. Most
 * texts cost a look.
 */
export function findLinks(content: string): FoundLink[] {
  if (!mayHold.test(content)) return [];
  const found = new Map<string, FoundLink>();
  const take = (nodes: readonly Inline[]): void => {
    for (const node of nodes) {
      if (node.kind === 'link') note(node.href, wordsOf(node.children).trim());
      else if ('children' in node && node.kind !== 'spoiler') take(node.children);
    }
  };
  const note = (href: string, words: string): void => {
    if (found.size < linksMax && !found.has(href)) found.set(href, { href, words: address.test(words) ? null : words });
  };
  for (const texts of textsOf(parseMarkdown(content))) take(texts);
  return [...found.values()];
}

function wordsOf(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if ('children' in node) return wordsOf(node.children);
      return node.kind === 'mention' ? `@${node.name}` : node.text;
    })
    .join('');
}
