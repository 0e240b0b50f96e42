import { documentsOf } from '@confab/client';
import { doorOf } from '@confab/protocol/threads';
import { CalendarClock } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { knowsScheduled } from './knows-scheduled.ts';

export { WaitingHere } from './WaitingHere.tsx';

const load = () => import('./parts.ts');

const ScheduledPane = lazySurface(async () => (await load()).ScheduledPane, PaneFailure, { prefetchOrder: 76 });
const ScheduledSection = lazySurface(async () => (await load()).ScheduledSection, PaneFailure);
// Without them messages are sent at once.
const SendTool = lazySurface(
  async () => (await import('./SendTool.tsx')).SendTool,
  () => null,
  { prefetchOrder: 8 },
);
const RefusedBadge = lazySurface(
  async () => (await load()).RefusedBadge,
  () => null,
);

export const scheduled: WebFeature = {
  name: 'scheduled',
  pages: [
    {
      path: '/scheduled',
      order: 24,
      title: () => t`Scheduled`,
      Pane: ScheduledPane,
      menuIcon: CalendarClock,
      Badge: RefusedBadge,
      isFor: knowsScheduled,
    },
  ],
  composerTools: [{ name: 'send', order: 90, isAtEnd: true, Tool: SendTool }],
  detailsSections: [
    {
      name: 'scheduled',
      order: 65,
      isFor: ({ id }, state) => documentsOf(state, 'scheduled').some(({ value }) => doorOf(value.chatId) === id),
      Section: ScheduledSection,
    },
  ],
};
