import type { WebFeature } from '../../registry/web-feature.ts';
import { keepEnterSends } from '../../session/enter-sends.ts';
import { MentionTool } from './ComposerTools.tsx';

export { Composer } from './Composer.tsx';
export { ComposingContext, idOfEdited, useComposing } from './composing.ts';
export { useEditing } from './use-editing.ts';

export const composer: WebFeature = {
  name: 'composer',
  start: keepEnterSends,
  composerTools: [{ name: 'mention', order: 30, Tool: MentionTool }],
};
