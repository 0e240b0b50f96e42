import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

const PrivacyChoice = lazySurface(async () => (await import('./PrivacyChoice.tsx')).PrivacyChoice, PaneFailure, {
  prefetchOrder: 85,
});

export const privacy: LateFeature = {
  name: 'privacy',
  settingsSections: [{ name: 'privacy', order: 28, title: () => t`Privacy`, Section: PrivacyChoice }],
};
