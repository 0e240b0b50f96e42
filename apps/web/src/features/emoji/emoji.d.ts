/** vite/emoji.ts makes a module of it for each language. */
declare module 'virtual:emoji/en' {
  import type { EmojiRow } from './emoji-data.ts';

  export const emoji: readonly EmojiRow[];
}
