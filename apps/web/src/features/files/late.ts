import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { watchWaiting } from './watch-waiting.ts';

export const files: LateFeature = {
  name: 'files',
  start: watchWaiting,
  errorWords: {
    'no-room': () => t`There is no room for more files. Delete some first.`,
    'upload-moved': () => t`The file changed on its way. Send it again.`,
  },
};
