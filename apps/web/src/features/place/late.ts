import { DoorOpen, UserMinus } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure, PaneFailure } from '../../ui/SurfaceFailure.tsx';

const SetUpPane = lazySurface(async () => (await import('./SetUpPane.tsx')).SetUpPane, PaneFailure);
const LetInDialog = lazySurface(async () => (await import('./AskingDialogs.tsx')).LetInDialog, DialogFailure);
const RefuseDialog = lazySurface(async () => (await import('./AskingDialogs.tsx')).RefuseDialog, DialogFailure);

/** The place itself: how it is set up at first, and who asks to come in. */
export const place: LateFeature = {
  name: 'place',
  pages: [{ path: '/setup', order: 84, title: () => t`Set up this place`, Pane: SetUpPane }],
  personActions: [
    {
      name: 'let-in',
      order: 1,
      icon: DoorOpen,
      label: () => t`Let in…`,
      needs: 'manage-people',
      isFor: ({ state }) => state === 'waiting',
      Dialog: LetInDialog,
    },
    {
      name: 'refuse',
      order: 2,
      icon: UserMinus,
      label: () => t`Refuse…`,
      isDangerous: true,
      needs: 'manage-people',
      isFor: ({ state }) => state === 'waiting',
      Dialog: RefuseDialog,
    },
  ],
  errorWords: {
    'awaiting-approval': () => t`You asked to come in. You can log in once an admin has let you in.`,
    'awaiting-confirmation': () => t`We’ve sent you a mail. Open the link in it, then log in.`,
    'account-deactivated': () => t`This account is deactivated. An admin of this place can activate it again.`,
    'setting-locked': () => t`The server’s environment sets this. Change it there.`,
    'last-place-owner': () => t`They’re the only owner. Make someone else an owner first.`,
    'too-many-invitations': () => t`You’ve invited very often. Take invitations back that aren’t needed any more.`,
    'invitation-required': () => t`You need an invitation to come in here. Ask someone who’s in for a link.`,
    'domain-not-allowed': () => t`You can’t come in with this e-mail address here.`,
    'second-factor-required': () => t`Your role here asks for a second factor. Set one up in your settings first.`,
    'password-change-required': () => t`Choose a password of your own first.`,
  },
};
