import { t } from '../../lib/words.ts';
import type { SettingsSection } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

export const writingSettings: SettingsSection = {
  name: 'writing',
  order: 25,
  title: () => t`Writing`,
  Section: lazySurface(async () => (await import('./EnterChoice.tsx')).EnterChoice, PaneFailure, { prefetchOrder: 83 }),
};
