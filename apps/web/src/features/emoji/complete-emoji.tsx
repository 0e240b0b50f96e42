import type { CompletionItem, CompletionPlace } from '../../registry/completion.ts';
import { asEmoji } from './as-emoji.ts';
import { type CustomEmojiList, loadCustomEmoji } from './custom-emoji.ts';
import { loadEmoji } from './emoji-data.ts';
import { EmojiSign } from './EmojiSign.tsx';
import { ownEmojiIn } from './own-emoji.ts';
import { emojiCalled, searchEmoji } from './search-emoji.ts';
import { withTone } from './with-tone.ts';

/** As many as a list of completions shows. */
const offeredMax = 8;

const noEmoji: CustomEmojiList = new Map();

/** What ":tada:" becomes. One of the place stays as it was typed: that is how it is written. */
export async function emojiOf(query: string, { client }: CompletionPlace): Promise<string | null> {
  const [all, custom] = await Promise.all([loadEmoji(), loadCustomEmoji(client).catch(() => noEmoji)]);
  const found = custom.has(`:${query}:`) ? undefined : emojiCalled(all, query);
  if (found === undefined) return null;
  return found.hasTones ? withTone(found.emoji, ownEmojiIn(client.getState()).tone) : found.emoji;
}

/** What ":par" may become, in my tone of skin. */
export async function completeEmoji(query: string, { client }: CompletionPlace): Promise<CompletionItem[]> {
  const [all, custom] = await Promise.all([loadEmoji(), loadCustomEmoji(client).catch(() => noEmoji)]);
  const { tone } = ownEmojiIn(client.getState());
  return searchEmoji([...asEmoji(custom), ...all], query)
    .slice(0, offeredMax)
    .map(({ emoji, name, hasTones }) => {
      const sign = hasTones ? withTone(emoji, tone) : emoji;
      return {
        key: emoji,
        name,
        Picture: () => (
          <span aria-hidden="true" className="text-lg leading-none">
            <EmojiSign sign={sign} />
          </span>
        ),
        insert: `${sign} `,
      };
    });
}
