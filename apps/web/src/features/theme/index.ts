import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { followTheme } from './follow-theme.ts';

const ThemeChoice = lazySurface(async () => (await import('./ThemeChoice.tsx')).ThemeChoice, PaneFailure, {
  prefetchOrder: 82,
});

export const theme: WebFeature = {
  name: 'theme',
  start: followTheme,
  settingsSections: [{ name: 'theme', order: 20, title: () => t`Look`, Section: ThemeChoice }],
};
