import { Activity, HardDrive, LayoutDashboard, MessagesSquare, Settings2, ShieldCheck, Users } from 'lucide-react';
import { exactTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { ownAccountOf } from '../../session/own-account.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { mayIn, runsPlace } from './may-in.ts';

const AdminPane = lazySurface(async () => (await import('./AdminPane.tsx')).AdminPane, PaneFailure);
const AreaBadge = lazySurface(
  async () => (await import('./AreaBadge.tsx')).AreaBadge,
  () => null,
);
const OverviewPage = lazySurface(async () => (await import('./overview/OverviewPage.tsx')).OverviewPage, PaneFailure);
const PeoplePage = lazySurface(async () => (await import('./people/PeoplePage.tsx')).PeoplePage, PaneFailure);
const GroupsPage = lazySurface(async () => (await import('./groups/GroupsPage.tsx')).GroupsPage, PaneFailure);
const StoragePage = lazySurface(async () => (await import('./state/StoragePage.tsx')).StoragePage, PaneFailure);
const HealthPage = lazySurface(async () => (await import('./state/HealthPage.tsx')).HealthPage, PaneFailure);
const PlacePage = lazySurface(async () => (await import('./place/PlacePage.tsx')).PlacePage, PaneFailure);

/** For those who run the place: an area of its own, which other features add pages to (`adminPages`). */
export const admin: LateFeature = {
  name: 'admin',
  pages: [
    {
      path: '/admin/*',
      order: 85,
      title: () => t`Administration`,
      Pane: AdminPane,
      menuIcon: ShieldCheck,
      menuPath: '/admin',
      Badge: AreaBadge,
      isFor: (state, { may, adminPages }) => adminPages.some((page) => mayIn(state, may, page)),
    },
  ],
  adminPages: [
    {
      path: 'overview',
      order: 10,
      title: () => t`Overview`,
      icon: LayoutDashboard,
      needs: 'see-health',
      isFor: runsPlace,
      Page: OverviewPage,
    },
    {
      path: 'people',
      order: 20,
      title: () => t`People`,
      icon: Users,
      needs: 'manage-people',
      isFor: runsPlace,
      Page: PeoplePage,
    },
    {
      path: 'groups',
      order: 50,
      title: () => t`Groups`,
      icon: MessagesSquare,
      needs: 'manage-groups',
      isFor: runsPlace,
      Page: GroupsPage,
    },
    {
      path: 'storage',
      order: 60,
      title: () => t`Storage`,
      icon: HardDrive,
      needs: 'see-health',
      isFor: runsPlace,
      Page: StoragePage,
    },
    {
      path: 'health',
      order: 70,
      title: () => t`Health`,
      icon: Activity,
      needs: 'see-health',
      isFor: runsPlace,
      Page: HealthPage,
    },
    {
      path: 'place',
      order: 90,
      title: () => t`Place`,
      icon: Settings2,
      needs: 'manage-place',
      isFor: ({ features }) => features.includes('place'),
      Page: PlacePage,
    },
  ],
  // The menu knows at once whether it leads here.
  start: (client) => {
    void ownAccountOf(client).fetch();
    return () => {};
  },
  systemWords: {
    'compliance-opened': ({ reason, chatParts: { compliance } }, { actor }) =>
      t`${actor} opened this group to read it for compliance, until ${exactTime(compliance.until)}: “${reason}”`,
    'compliance-closed': (_event, { actor }) => t`${actor} closed this group again and no longer reads it`,
  },
  errorWords: {
    'group-not-open': () => t`This group isn’t open for you, or not any more. Open it first, and say why.`,
  },
};
