import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { EmojiTool } from './EmojiTool.tsx';

export { EmojiPicker } from './lazy-picker.ts';

export const emoji: WebFeature = {
  name: 'emoji',
  composerTools: [{ name: 'emoji', order: 20, Tool: EmojiTool }],
  completions: [
    {
      trigger: ':',
      label: () => t`Emoji`,
      minLength: 2,
      find: async (query, place) => (await import('./complete-emoji.tsx')).completeEmoji(query, place),
    },
  ],
};
