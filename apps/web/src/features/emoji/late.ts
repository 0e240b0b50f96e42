import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { loadEmojiParts } from './index.ts';

export const emoji: LateFeature = {
  name: 'emoji',
  completions: [
    {
      trigger: ':',
      label: () => t`Emoji`,
      minLength: 2,
      find: async (query, place) => (await loadEmojiParts()).completeEmoji(query, place),
    },
  ],
};
