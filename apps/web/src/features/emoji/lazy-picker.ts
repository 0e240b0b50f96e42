import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

/** All emoji to choose from, with a search. */
export const EmojiPicker = lazySurface(
  async () => {
    const [{ EmojiPicker: Picker }, { loadEmoji }] = await Promise.all([
      import('./EmojiPicker.tsx'),
      import('./emoji-data.ts'),
    ]);
    await loadEmoji();
    return Picker;
  },
  PaneFailure,
  { prefetchOrder: 95 },
);
