import { withCtrl } from '../../lib/key-names.ts';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { canSearch } from './can-search.ts';
import { listenForSearch } from './search-keys.ts';

const SearchPane = lazySurface(async () => (await import('./SearchPane.tsx')).SearchPane, PaneFailure, {
  prefetchOrder: 15,
});
const FindSection = lazySurface(async () => (await import('./FindSection.tsx')).FindSection, PaneFailure, {
  prefetchOrder: 72,
});

export const search: LateFeature = {
  name: 'search',
  pages: [{ path: '/search', order: 12, title: () => t`Search`, Pane: SearchPane }],
  detailsSections: [{ name: 'find', order: 5, isFor: (_chat, state) => canSearch(state), Section: FindSection }],
  keys: [
    {
      group: 'everywhere',
      order: 12,
      names: () => [withCtrl(t`Shift F`), '/'],
      label: () => t`Search messages (“/” while not typing)`,
    },
    {
      group: 'messages',
      order: 5,
      names: () => [withCtrl('F')],
      label: () => t`Search in this chat, pressed again in the whole page`,
    },
  ],
  start: listenForSearch,
};
