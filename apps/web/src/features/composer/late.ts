import { withCtrl } from '../../lib/key-names.ts';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

const EnterChoice = lazySurface(async () => (await import('./EnterChoice.tsx')).EnterChoice, PaneFailure, {
  prefetchOrder: 83,
});

export const composer: LateFeature = {
  name: 'composer',
  settingsSections: [{ name: 'writing', order: 25, title: () => t`Writing`, Section: EnterChoice }],
  completions: [
    {
      trigger: '@',
      label: () => t`People`,
      minLength: 0,
      find: async (query, place) => (await import('./completion/find-people.tsx')).findPeople(query, place),
    },
    {
      trigger: '#',
      label: () => t`Chats`,
      minLength: 0,
      find: async (query, place) => (await import('./completion/find-chats.tsx')).findChats(query, place),
    },
  ],
  keys: [
    { group: 'writing', order: 10, names: () => [t`Enter`], label: () => t`Send` },
    { group: 'writing', order: 20, names: () => [t`Shift Enter`], label: () => t`New line` },
    {
      group: 'writing',
      order: 22,
      names: () => [withCtrl('B'), withCtrl('I'), withCtrl('E')],
      label: () => t`Bold, italic, code`,
    },
    { group: 'writing', order: 24, names: () => [withCtrl('K')], label: () => t`Turn the selection into a link` },
    { group: 'writing', order: 26, names: () => [withCtrl(t`Shift ${'P'}`)], label: () => t`Preview` },
    { group: 'writing', order: 30, names: () => ['↑'], label: () => t`Edit your last message (in an empty field)` },
  ],
};
