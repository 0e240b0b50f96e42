/** vite/emoji.ts makes it: the names of emoji in each language that the page has a catalogue of, a file for each. */
declare module 'virtual:emoji' {
  import type { EmojiRow } from './emoji-row.ts';

  export const languages: Readonly<Record<string, () => Promise<{ emoji: readonly EmojiRow[] }>>>;
}
