import type { CompletionItem, CompletionPlace } from '../../registry/completion.ts';
import { loadEmoji } from './emoji-data.ts';
import { ownEmojiIn } from './own-emoji.ts';
import { searchEmoji } from './search-emoji.ts';
import { withTone } from './with-tone.ts';

/** As many as a list of completions shows. */
const offeredMax = 8;

/** What ":par" may become, in my tone of skin. */
export async function completeEmoji(query: string, { client }: CompletionPlace): Promise<CompletionItem[]> {
  const all = await loadEmoji();
  const { tone } = ownEmojiIn(client.getState());
  return searchEmoji(all, query)
    .slice(0, offeredMax)
    .map(({ emoji, name, hasTones }) => {
      const sign = hasTones ? withTone(emoji, tone) : emoji;
      return {
        key: emoji,
        name,
        Picture: () => <span className="text-lg leading-none">{sign}</span>,
        insert: `${sign} `,
      };
    });
}
