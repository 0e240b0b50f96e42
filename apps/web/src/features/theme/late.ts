import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

const ThemeChoice = lazySurface(async () => (await import('./ThemeChoice.tsx')).ThemeChoice, PaneFailure, {
  prefetchOrder: 82,
});

export const theme: LateFeature = {
  name: 'theme',
  settingsSections: [{ name: 'theme', order: 20, title: () => t`Look`, Section: ThemeChoice }],
};
