import { withCtrl } from '../../lib/key-names.ts';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { keepEnterSends } from '../../session/enter-sends.ts';
import { writingSettings } from './settings.ts';
import { MentionTool } from './ComposerTools.tsx';

export { Composer } from './Composer.tsx';
export { ComposingContext, idOfEdited, useComposing } from './composing.ts';
export { useEditing } from './use-editing.ts';

export const composer: WebFeature = {
  name: 'composer',
  start: keepEnterSends,
  settingsSections: [writingSettings],
  composerTools: [{ name: 'mention', order: 30, Tool: MentionTool }],
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
    { group: 'writing', order: 24, names: () => [withCtrl('K')], label: () => t`Link of what is selected` },
    { group: 'writing', order: 26, names: () => [withCtrl(t`Shift ${'P'}`)], label: () => t`Preview` },
    { group: 'writing', order: 30, names: () => ['↑'], label: () => t`Edit your last message, in an empty field` },
  ],
};
