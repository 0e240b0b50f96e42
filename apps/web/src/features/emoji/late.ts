import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { loadEmojiParts } from './index.ts';

const CustomEmojiSettings = lazySurface(
  async () => (await import('./CustomEmojiSettings.tsx')).CustomEmojiSettings,
  PaneFailure,
  { prefetchOrder: 84 },
);

export const emoji: LateFeature = {
  name: 'emoji',
  settingsSections: [{ name: 'emoji', order: 28, title: () => t`Emoji`, Section: CustomEmojiSettings }],
  errorWords: {
    'emoji-name-taken': () => t`There’s already an emoji with that name. Choose another one.`,
    'too-many-emoji': () => t`There’s no room for more emoji. Remove one of yours first.`,
  },
  completions: [
    {
      trigger: ':',
      label: () => t`Emoji`,
      minLength: 2,
      find: async (query, place) => (await loadEmojiParts()).completeEmoji(query, place),
      whole: async (query, place) => (await loadEmojiParts()).emojiOf(query, place),
    },
  ],
};
