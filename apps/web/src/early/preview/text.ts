import type * as Text from '@confab/text';

/** Where the build puts packages/text, which the app begins with too: the page itself is not to hold it as well. */
declare const CONFAB_TEXT_FILE: string;

let text: typeof Text;

/** To be waited for before anything is drawn. */
export async function loadText(): Promise<void> {
  text = (await import(/* @vite-ignore */ CONFAB_TEXT_FILE)) as typeof Text;
}

/** Stand in for `@confab/text` in what the build compiles for the page. */
export const parseMarkdown: typeof Text.parseMarkdown = (content) => text.parseMarkdown(content);
export const beginningOf: typeof Text.beginningOf = (blocks, room) => text.beginningOf(blocks, room);
export const isFewEmoji: typeof Text.isFewEmoji = (content) => text.isFewEmoji(content);
export const safeHref: typeof Text.safeHref = (candidate) => text.safeHref(candidate);
