import type { WebFeature } from '../../registry/web-feature.ts';
import { followDrafts } from './drafts.ts';

export { readDraft, writeDraft } from './drafts.ts';
export { useDraft } from './use-draft.ts';

export const drafts: WebFeature = { name: 'drafts', start: followDrafts };
