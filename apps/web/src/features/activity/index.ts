import type { ClientState } from '@confab/client';
import { AtSign } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

const load = () => import('./parts.ts');

const ActivityPane = lazySurface(async () => (await load()).ActivityPane, PaneFailure, {
  prefetchOrder: 77,
});

// It follows what is new as long as it stands there. Where it can't be loaded nothing is missed but a number.
const NewsBadge = lazySurface(
  async () => (await load()).NewsBadge,
  () => null,
);

export const activity: WebFeature = {
  name: 'activity',
  pages: [
    {
      path: '/activity',
      order: 10,
      title: () => t`Activity`,
      Pane: ActivityPane,
      menuIcon: AtSign,
      Badge: NewsBadge,
      isFor: ({ features }: ClientState) => features.includes('activity'),
    },
  ],
};
