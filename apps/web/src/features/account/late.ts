import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

/** They are shown together, and come as one file. */
const sections = async () => await import('./account-sections.ts');
const prefetchOrder = 81;
const Profile = lazySurface(async () => (await sections()).ProfileForm, PaneFailure, { prefetchOrder });
const Password = lazySurface(async () => (await sections()).PasswordForm, PaneFailure, { prefetchOrder });
const Leaving = lazySurface(async () => (await sections()).LogOutButton, PaneFailure, { prefetchOrder });
const Sessions = lazySurface(async () => (await sections()).SessionList, PaneFailure, { prefetchOrder });

export const account: LateFeature = {
  name: 'account',
  settingsSections: [
    { name: 'profile', order: 10, title: () => t`You`, Section: Profile },
    { name: 'password', order: 30, title: () => t`Password`, Section: Password },
    { name: 'log-out', order: 80, title: () => t`Log out`, Section: Leaving },
    // Last: how many there are is known late, and nothing may move then.
    { name: 'sessions', order: 90, title: () => t`Where you’re logged in`, Section: Sessions },
  ],
};
