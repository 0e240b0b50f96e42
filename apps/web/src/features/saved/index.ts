import { Bookmark } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { keepsSaved } from './keeps-saved.ts';
import { SavedMark } from './SavedMark.tsx';

const SavedPane = lazySurface(async () => (await import('./SavedPane.tsx')).SavedPane, PaneFailure, {
  prefetchOrder: 78,
});

export const saved: WebFeature = {
  name: 'saved',
  pages: [{ path: '/saved', order: 20, title: () => t`Saved`, Pane: SavedPane, menuIcon: Bookmark, isFor: keepsSaved }],
  messageParts: [{ name: 'saved', order: 4, isFor: ({ deletedAt }) => deletedAt === null, Part: SavedMark }],
};
