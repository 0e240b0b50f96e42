import { mayRenameGroup } from '@confab/protocol/permissions';
import { t } from '../../lib/words.ts';
import type { Overlay } from '../../registry/overlays.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { actorIn } from '../../session/client.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure, PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { hasGroupSettings } from './has-group-settings.ts';

const AboutGroup = lazySurface(async () => (await import('./AboutGroup.tsx')).AboutGroup, PaneFailure, {
  prefetchOrder: 73,
});
const loadSettings = async () => await (await import('./load-group-settings.ts')).loadGroupSettings();
const GroupSettings = lazySurface(loadSettings, PaneFailure, {
  prefetchOrder: 74,
});

export const publicGroupsOverlay: Overlay = {
  name: 'public-groups',
  Overlay: lazySurface(async () => (await import('./PublicGroups.tsx')).PublicGroups, DialogFailure, {
    prefetchOrder: 75,
  }),
  address: { path: '/groups', title: () => t`Public groups` },
};

export { hasGroupSettings };

export const groups: WebFeature = {
  name: 'groups',
  overlays: [publicGroupsOverlay],
  detailsSections: [
    {
      name: 'about',
      order: 10,
      isFor: (chat, state) => chat.kind === 'group' && hasGroupSettings(state),
      Section: AboutGroup,
    },
    {
      name: 'group-settings',
      // Before what is loaded when the panel opens: nothing may move then.
      order: 55,
      isFor: (chat, state) =>
        chat.kind === 'group' &&
        (hasGroupSettings(state) || state.features.includes('pins')) &&
        mayRenameGroup(actorIn(state, chat.id)?.role ?? 'member'),
      Section: GroupSettings,
    },
  ],
};
