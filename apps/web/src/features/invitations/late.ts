import { MailPlus } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

const JoinPane = lazySurface(async () => (await import('./JoinPane.tsx')).JoinPane, PaneFailure);
const InvitationsPane = lazySurface(async () => (await import('./InvitationsPane.tsx')).InvitationsPane, PaneFailure);
const AllInvitations = lazySurface(async () => (await import('./AllInvitations.tsx')).AllInvitations, PaneFailure);

/** Links by which people come in: one's own, everybody's for those who manage them, and where a link leads. */
export const invitations: LateFeature = {
  name: 'invitations',
  pages: [
    { path: '/join', order: 82, title: () => t`Invitation`, Pane: JoinPane },
    {
      path: '/invitations',
      order: 80,
      title: () => t`Invite people`,
      menuIcon: MailPlus,
      isFor: ({ features }, { may }) => features.includes('invitations') && may.includes('invite-people'),
      Pane: InvitationsPane,
    },
  ],
  adminPages: [
    {
      path: 'invitations',
      order: 30,
      title: () => t`Invitations`,
      icon: MailPlus,
      needs: 'manage-invitations',
      isFor: ({ features }) => features.includes('invitations'),
      Page: AllInvitations,
    },
  ],
};
