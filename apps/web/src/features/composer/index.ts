import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';

export { Composer } from './Composer.tsx';
export { ComposingContext, idOfEdited, useComposing, type EditBase } from './composing.ts';

export const composer: WebFeature = {
  name: 'composer',
  keys: [
    { group: 'writing', order: 10, names: () => [t`Enter`], label: () => t`Send` },
    { group: 'writing', order: 20, names: () => [t`Shift Enter`], label: () => t`New line` },
    { group: 'writing', order: 30, names: () => ['↑'], label: () => t`Edit your last message, in an empty field` },
  ],
};
