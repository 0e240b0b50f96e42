import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { catchFiles } from './catch-files.ts';
import { watchWaiting } from './watch-waiting.ts';

export const files: LateFeature = {
  name: 'files',
  start(client) {
    const stops = [catchFiles(client), watchWaiting(client)];
    return () => stops.forEach((stop) => stop());
  },
  errorWords: {
    'no-room': () => t`There’s no room for more files. Delete some first.`,
    'upload-moved': () => t`The file was damaged on its way. Send it again.`,
  },
};
