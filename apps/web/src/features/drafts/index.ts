import type { WebFeature } from '../../registry/web-feature.ts';
import { followDrafts } from './drafts.ts';

export {
  clearDraft,
  readDraft,
  readFiles,
  readWhole,
  watchDraft,
  writeDraft,
  writeFiles,
  writeReply,
} from './drafts.ts';
export { useDraft, useFiles, useReply } from './use-draft.ts';

export const drafts: WebFeature = { name: 'drafts', start: followDrafts };
