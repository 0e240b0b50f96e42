import { UserRound } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { showPerson } from './person-target.ts';

const LocalTime = lazySurface(async () => (await import('./LocalTime.tsx')).LocalTime, PaneFailure, {
  prefetchOrder: 79,
});

export const person: LateFeature = {
  name: 'person',
  messageActions: [
    {
      name: 'person',
      order: 85,
      icon: UserRound,
      label: () => t`View profile`,
      isFor: ({ kind }) => kind === 'text',
      runAfterSheet: ({ message, row }) => row && showPerson({ userId: message.senderId, anchor: row }),
    },
  ],
  settingsSections: [{ name: 'local-time', order: 25, title: () => t`Local time`, Section: LocalTime }],
};
