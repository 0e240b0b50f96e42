import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

const NotificationSettings = lazySurface(
  async () => (await import('./NotificationSettings.tsx')).NotificationSettings,
  PaneFailure,
  { prefetchOrder: 84 },
);

const MailSettings = lazySurface(async () => (await import('./MailSettings.tsx')).MailSettings, PaneFailure, {
  prefetchOrder: 85,
});

export const notifications: LateFeature = {
  name: 'notifications',
  settingsSections: [
    { name: 'notifications', order: 22, title: () => t`Notifications`, Section: NotificationSettings },
    {
      name: 'mail',
      order: 23,
      title: () => t`E-mail`,
      isFor: ({ features }) => features.includes('mail'),
      Section: MailSettings,
    },
  ],
};
