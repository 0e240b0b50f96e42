import type { WebFeature } from '../../registry/web-feature.ts';
import { followDrafts } from './drafts.ts';

export { clearDraft, readDraft, readWhole, writeDraft, writeReply } from './drafts.ts';
export { useDraft, useReply } from './use-draft.ts';

export const drafts: WebFeature = { name: 'drafts', start: followDrafts };
