import { PanelRight } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure, PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { memberWords } from './member-words.ts';

const DetailsPanel = lazySurface(async () => (await import('./DetailsPanel.tsx')).DetailsPanel, PaneFailure, {
  prefetchOrder: 70,
});
const MembersSection = lazySurface(async () => (await import('./MembersSection.tsx')).MembersSection, PaneFailure, {
  prefetchOrder: 71,
});

export const AddPeopleDialog = lazySurface(
  async () => (await import('./AddPeopleDialog.tsx')).AddPeopleDialog,
  DialogFailure,
);

export const details: WebFeature = {
  name: 'details',
  panels: [
    {
      type: 'details',
      path: 'details',
      order: 90,
      title: () => t`Details`,
      Panel: DetailsPanel,
      buttonIcon: PanelRight,
    },
  ],
  detailsSections: [{ name: 'members', order: 50, Section: MembersSection }],
  systemWords: memberWords,
};
