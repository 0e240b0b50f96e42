/** What the page needs of packages/text before a chat can be read, in a file that the early script loads as well. */
export { beginningOf, isFewEmoji, parseMarkdown, safeHref } from '@confab/text';
