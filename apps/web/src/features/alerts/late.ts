import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { watchAlerts } from './watch-alerts.ts';

const OnThisDevice = lazySurface(async () => (await import('./OnThisDevice.tsx')).OnThisDevice, PaneFailure, {
  prefetchOrder: 84,
});

export const alerts: LateFeature = {
  name: 'alerts',
  start: watchAlerts,
  settingsSections: [{ name: 'alerts', order: 23, title: () => t`Where you get notifications`, Section: OnThisDevice }],
  errorWords: {
    'too-many-subscriptions': () =>
      t`You’ve reached the limit of devices with notifications. Remove one you no longer use.`,
  },
};
