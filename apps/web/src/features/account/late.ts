import type { ClientState } from '@confab/client';
import { KeyRound, Trash2 } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure, PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { watchLogIns } from './watch-log-ins.ts';

const canLeave = ({ features }: ClientState): boolean => features.includes('leaving');

const hasProviders = ({ features }: ClientState): boolean => features.includes('provider-links');

/** They are shown together, and come as one file. */
const sections = async () => await import('./account-sections.ts');
const prefetchOrder = 81;
const Profile = lazySurface(async () => (await sections()).ProfileForm, PaneFailure, { prefetchOrder });
const Password = lazySurface(async () => (await sections()).PasswordForm, PaneFailure, { prefetchOrder });
const Providers = lazySurface(async () => (await sections()).Providers, PaneFailure, { prefetchOrder });
const LogOut = lazySurface(async () => (await sections()).LogOutButton, PaneFailure, { prefetchOrder });
const OwnData = lazySurface(async () => (await sections()).OwnData, PaneFailure, { prefetchOrder });
const Leaving = lazySurface(async () => (await sections()).Leaving, PaneFailure, { prefetchOrder });
const Sessions = lazySurface(async () => (await sections()).SessionList, PaneFailure, { prefetchOrder });

const ResetLinkDialog = lazySurface(async () => (await import('./ResetLinkDialog.tsx')).ResetLinkDialog, DialogFailure);
const DeletePersonDialog = lazySurface(
  async () => (await import('./DeletePersonDialog.tsx')).DeletePersonDialog,
  DialogFailure,
);

export const account: LateFeature = {
  name: 'account',
  settingsSections: [
    { name: 'profile', order: 10, title: () => t`You`, Section: Profile },
    { name: 'password', order: 30, title: () => t`Password`, Section: Password },
    { name: 'providers', order: 33, title: () => t`Log in with others`, isFor: hasProviders, Section: Providers },
    // How many there are is known late: what moves then is far below the first look.
    { name: 'sessions', order: 34, title: () => t`Where you’re logged in`, Section: Sessions },
    { name: 'log-out', order: 80, title: () => t`Log out`, Section: LogOut },
    { name: 'own-data', order: 84, title: () => t`Your data`, isFor: canLeave, Section: OwnData },
    { name: 'leaving', order: 86, title: () => t`Leave this place`, isFor: canLeave, Section: Leaving },
  ],
  personActions: [
    {
      name: 'reset-link',
      order: 20,
      icon: KeyRound,
      label: () => t`Link for a new password…`,
      needs: 'manage-people',
      isFor: ({ state, takesPassword }) => state !== 'deactivated' && takesPassword,
      Dialog: ResetLinkDialog,
    },
    {
      name: 'delete',
      order: 95,
      icon: Trash2,
      label: () => t`Delete account…`,
      isDangerous: true,
      needs: 'manage-people',
      isFor: (_person, state) => canLeave(state),
      Dialog: DeletePersonDialog,
    },
  ],
  errorWords: { 'link-used-up': () => t`This link was used, or is too old. Ask for another one.` },
  start: watchLogIns,
};
