import { useSyncExternalStore } from 'react';
import { useClient } from '../../../session/client.ts';
import { type Upload, uploadsOf } from './uploads.ts';

export function useUpload(key: string): Upload | undefined {
  const uploads = uploadsOf(useClient());
  return useSyncExternalStore(uploads.subscribe, () => uploads.get(key));
}
