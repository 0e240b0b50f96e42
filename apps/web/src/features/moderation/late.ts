import { Flag, Gavel, ListX } from 'lucide-react';
import { untilWords } from '../../lib/until-words.ts';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { myIdIn } from '../../session/client.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure, PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { keepsOrder } from './keeps-order.ts';
import { watchReports } from './watch-reports.ts';

const ReportDialog = lazySurface(async () => (await import('./ReportDialog.tsx')).ReportDialog, DialogFailure);
const ReportPersonDialog = lazySurface(
  async () => (await import('./ReportPersonDialog.tsx')).ReportPersonDialog,
  DialogFailure,
);
const RestrictCard = lazySurface(async () => (await import('./RestrictCard.tsx')).RestrictCard, DialogFailure);
const RestrictPerson = lazySurface(async () => (await import('./RestrictPerson.tsx')).RestrictPerson, DialogFailure);
const ReportsPage = lazySurface(async () => (await import('./ReportsPage.tsx')).ReportsPage, PaneFailure);
const RestrictionsPage = lazySurface(
  async () => (await import('./RestrictionsPage.tsx')).RestrictionsPage,
  PaneFailure,
);
const WordsPage = lazySurface(async () => (await import('./WordsPage.tsx')).WordsPage, PaneFailure);
const OpenBadge = lazySurface(
  async () => (await import('./OpenBadge.tsx')).OpenBadge,
  () => null,
);

/** Reports, and what moderators of the place do about them. */
export const moderation: LateFeature = {
  name: 'moderation',
  start: watchReports,
  messageActions: [
    {
      name: 'report',
      order: 95,
      icon: Flag,
      label: () => t`Report`,
      isFor: ({ kind, senderId }, state) => kind === 'text' && senderId !== myIdIn(state) && keepsOrder(state),
      Dialog: ReportDialog,
    },
  ],
  personActions: [
    {
      name: 'restrict',
      order: 30,
      icon: Gavel,
      label: () => t`Warn, mute or ban…`,
      isDangerous: true,
      needs: 'moderate',
      isFor: ({ id }, state) => id !== myIdIn(state) && keepsOrder(state),
      Dialog: RestrictPerson,
    },
  ],
  cardActions: [
    {
      name: 'report',
      order: 20,
      icon: Flag,
      label: () => t`Report…`,
      isFor: (_userId, { state }) => keepsOrder(state),
      Dialog: ReportPersonDialog,
    },
    {
      name: 'restrict',
      order: 30,
      icon: Gavel,
      label: () => t`Warn, mute or ban…`,
      isFor: (_userId, { state, may }) => keepsOrder(state) && may.includes('moderate'),
      Dialog: RestrictCard,
    },
  ],
  adminPages: [
    {
      path: 'reports',
      order: 40,
      title: () => t`Reports`,
      icon: Flag,
      needs: 'moderate',
      isFor: keepsOrder,
      Badge: OpenBadge,
      Page: ReportsPage,
    },
    {
      path: 'restrictions',
      order: 42,
      title: () => t`Mutes and bans`,
      icon: Gavel,
      needs: 'moderate',
      isFor: keepsOrder,
      Page: RestrictionsPage,
    },
    {
      path: 'words',
      order: 44,
      title: () => t`Words and links`,
      icon: ListX,
      needs: 'moderate',
      isFor: keepsOrder,
      Page: WordsPage,
    },
  ],
  errorWords: {
    ...untilWords,
    'slow-mode': { isGeneral: true, say: () => t`This group is in slow mode. Wait a moment.` },
    'words-not-allowed': {
      isGeneral: true,
      say: () => t`It has a word or a link that isn’t allowed here. Write it in other words.`,
    },
    'held-for-review': {
      isGeneral: true,
      say: () => t`A moderator looks at it first. It is sent as soon as one says yes.`,
    },
    'too-many-word-rules': { isGeneral: true, say: () => t`That is too many words and sites. Take some out.` },
    'already-decided': () => t`Someone decided that already. Look at it again.`,
  },
};
