import { currentEmoji, type CustomEmojiList } from './custom-emoji.ts';
import type { Emoji } from './emoji-row.ts';

/** Before the groups that Emojibase has. */
export const customGroup = -1;

/** Those of the place as the others are: found by their names and by the words of these. */
export function asEmoji(list: CustomEmojiList): Emoji[] {
  return currentEmoji(list).map(({ name, formerNames = [] }) => ({
    emoji: `:${name}:`,
    name,
    group: customGroup,
    hasTones: false,
    nameWords: name.split(/[_-]+/),
    words: [name, ...formerNames],
  }));
}
