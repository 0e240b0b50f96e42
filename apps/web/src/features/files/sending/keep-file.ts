import { createUuid, type PendingUpload } from '@confab/client';

import type { KeptFile } from '../../../lib/kept-files.ts';
import { tell } from '../../../lib/notices.ts';
import { t } from '../../../lib/words.ts';
import type { Uploads } from './uploads.ts';

/** Of all that waits together. A browser gives a site some share of the disk; this much it mostly has. */
const keptBytesMax = 512 * 1_024 * 1_024;

const lockPrefix = 'confab.files.page.';
/** Other pages see by a lock of that name that this one lives. Where there are none (plain http), it looks like one that is gone. */
export const thisPage: string = createUuid();
void navigator.locks?.request(lockPrefix + thisPage, () => new Promise(() => undefined)).catch(() => undefined);

/** The pages of this browser that live, this one among them. */
export async function livingPages(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set([thisPage, ...held.map(({ name = '' }) => name.slice(lockPrefix.length))]);
}

type Place = Pick<KeptFile, 'chatId' | 'place'>;

/** So that a reload or a crash loses nothing. What is too much for that is said: it is sent all the same. */
export async function keepFile(uploads: Uploads, upload: PendingUpload, bytes: Blob, place: Place): Promise<void> {
  const { kept } = uploads;
  const { key, name, size, type, alt, voice } = upload;
  const more = { ...(alt !== undefined && { alt }), ...(voice && { voice }) };
  const file: KeptFile = { key, name, size, type, ...more, ...place, page: thisPage, uploadId: null, hasBytes: true };
  try {
    const known = await kept.all();
    const taken = known.reduce((sum, one) => sum + (one.hasBytes ? one.size : 0), 0);
    if (taken + size <= keptBytesMax) return await kept.keep(file, bytes);
  } catch {
    // No room, or none for this site.
  }
  uploads.markUnkept(key);
  tell(t`${name} can’t be kept in this browser: keep this page open until it’s sent.`);
  await kept.keep({ ...file, hasBytes: false }, null).catch(() => undefined);
}
