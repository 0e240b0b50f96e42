import { History } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';

const VersionsDialog = lazySurface(async () => (await import('./VersionsDialog.tsx')).VersionsDialog, DialogFailure, {
  prefetchOrder: 64,
});

/** What a message said before it was edited. */
export const edits: LateFeature = {
  name: 'edits',
  messageActions: [
    {
      name: 'versions',
      order: 65,
      icon: History,
      label: () => t`Show edits`,
      // Older servers keep none.
      isFor: ({ editedAt }, { features }) => editedAt !== null && features.includes('edits'),
      Dialog: VersionsDialog,
    },
  ],
};
