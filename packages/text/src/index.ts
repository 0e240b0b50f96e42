export { safeHref } from './addresses.ts';
export { beginningOf, type Room } from './beginning.ts';
export { isFewEmoji } from './few-emoji.ts';
export { findLinks, type FoundLink } from './find-links.ts';
export { findMentions } from './find-mentions.ts';
export { parseMarkdown } from './parse-markdown.ts';
export { plainText } from './plain-text.ts';
export type { Align, Block, Inline, ListItem, Mention } from './tokens.ts';
