import type { PendingUpload } from '@confab/client';
import { useState, useSyncExternalStore } from 'react';
import { plural, t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { uploadsOf } from './uploads.ts';

type Seen = { count: number; whole: number; failed: number };

/** For a screen reader, and briefly: that files were added, that all are there, that one was not uploaded. */
export function useNews(files: readonly PendingUpload[]): string {
  const uploads = uploadsOf(useClient());
  // As text: the same as long as it says the same.
  const now = useSyncExternalStore(uploads.subscribe, () => {
    const states = files.map(({ key }) => uploads.get(key)?.status);
    const count = (status: string): number => states.filter((one) => one === status).length;
    return [files.length, count('whole'), count('failed')].join(' ');
  });
  const [told, setTold] = useState({ now, news: '' });
  if (told.now === now) return told.news;
  const next = { now, news: newsOf(read(told.now), read(now)) ?? told.news };
  setTold(next);
  return next.news;
}

function read(text: string): Seen {
  const [count = 0, whole = 0, failed = 0] = text.split(' ').map(Number);
  return { count, whole, failed };
}

function newsOf(before: Seen, now: Seen): string | null {
  if (now.count === 0) return '';
  const added = now.count - before.count;
  if (added > 0) return t`${plural(added, { one: '# file added', other: '# files added' })}`;
  if (now.failed > before.failed) return t`A file couldn’t be uploaded`;
  return now.whole === now.count && before.whole < now.whole ? t`All files are uploaded` : null;
}
