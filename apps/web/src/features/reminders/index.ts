import { AlarmClock } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { knowsReminders } from './knows-reminders.ts';

const load = () => import('./parts.ts');

const RemindersPane = lazySurface(async () => (await load()).RemindersPane, PaneFailure, { prefetchOrder: 75 });
// It tells of what is due as long as it stands there. Where it can't be loaded the list is still right.
const DueBadge = lazySurface(
  async () => (await load()).DueBadge,
  () => null,
);

export const reminders: WebFeature = {
  name: 'reminders',
  pages: [
    {
      path: '/reminders',
      order: 22,
      title: () => t`Reminders`,
      Pane: RemindersPane,
      menuIcon: AlarmClock,
      Badge: DueBadge,
      isFor: knowsReminders,
    },
  ],
};
