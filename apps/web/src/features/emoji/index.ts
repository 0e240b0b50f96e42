import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';

export { EmojiSign, NamedEmoji } from './EmojiSign.tsx';

/** All that a first look at a chat does without. */
export const loadEmojiParts = () => import('./parts.ts');

/** Where it can't be loaded, one types them. */
const EmojiTool = lazySurface(
  async () => (await loadEmojiParts()).EmojiTool,
  () => null,
  { prefetchOrder: 6 },
);

export const emoji: WebFeature = {
  name: 'emoji',
  composerTools: [{ name: 'emoji', order: 20, Tool: EmojiTool }],
};
