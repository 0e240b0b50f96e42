import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';

export const chatList: LateFeature = {
  name: 'chat-list',
  keys: [{ group: 'everywhere', order: 25, names: () => [t`Shift F10`], label: () => t`Menu of a chat in the list` }],
};
