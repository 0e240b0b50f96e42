import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { loadEmojiParts } from '../emoji/index.ts';

export const EmojiPicker = lazySurface(async () => (await loadEmojiParts()).EmojiPicker, PaneFailure);
