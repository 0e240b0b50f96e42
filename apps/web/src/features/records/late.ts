import { Archive, Gavel, ScrollText } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

const AuditPage = lazySurface(async () => (await import('./AuditPage.tsx')).AuditPage, PaneFailure);
const KeepingPage = lazySurface(async () => (await import('./KeepingPage.tsx')).KeepingPage, PaneFailure);
const ChatRecords = lazySurface(async () => (await import('./ChatRecords.tsx')).ChatRecords, PaneFailure);
const HoldPersonDialog = lazySurface(async () => (await import('./HoldDialog.tsx')).HoldPersonDialog, PaneFailure);

/** What is noted, kept, held and taken along. */
export const records: LateFeature = {
  name: 'records',
  adminPages: [
    {
      path: 'audit',
      order: 80,
      title: () => t`Audit log`,
      icon: ScrollText,
      needs: 'see-audit',
      isFor: ({ features }) => features.includes('audit'),
      Page: AuditPage,
    },
    {
      path: 'keeping',
      order: 85,
      title: () => t`Keeping and export`,
      icon: Archive,
      needs: 'manage-place',
      isFor: ({ features }) => features.includes('retention'),
      Page: KeepingPage,
    },
  ],
  personActions: [
    {
      name: 'hold',
      order: 80,
      icon: Gavel,
      label: () => t`Legal hold…`,
      needs: 'compliance-access',
      isFor: (_person, { features }) => features.includes('retention'),
      Dialog: HoldPersonDialog,
    },
  ],
  detailsSections: [
    {
      name: 'records',
      order: 95,
      isFor: (_chat, { features }) => features.includes('retention'),
      Section: ChatRecords,
    },
  ],
  systemWords: {
    'retention-changed': (_event, { actor }) => t`${actor} changed for how long messages are kept`,
  },
};
