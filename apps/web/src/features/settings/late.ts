import { Settings } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

const SettingsPane = lazySurface(async () => (await import('./SettingsPane.tsx')).SettingsPane, PaneFailure, {
  prefetchOrder: 80,
});

export const settings: LateFeature = {
  name: 'settings',
  pages: [{ path: '/settings', order: 90, title: () => t`Settings`, Pane: SettingsPane, menuIcon: Settings }],
};
