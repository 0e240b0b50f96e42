import { type ConfabClient, createUuid } from '@confab/client';
import type { KeptFile } from '../../../lib/kept-files.ts';
import { tell } from '../../../lib/notices.ts';
import { t } from '../../../lib/words.ts';
import { readFiles } from '../../drafts/index.ts';
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

/** Where a file lies now that was laid into the composer of this chat; by then a message may have taken it. */
export function placeIn(client: ConfabClient, chatId: string, key: string): Place {
  const place = readFiles(client, chatId).findIndex((file) => file.key === key);
  return place === -1 ? { chatId: null, place: 0 } : { chatId, place };
}

/**
 * So that a reload or a crash loses nothing. What is too much for that is said: it is sent all the same. `placeOf` is asked when it is
 * written down, which may be after it was moved or sent; of what was taken away by then nothing is kept.
 */
export async function keepFile(uploads: Uploads, key: string, bytes: Blob, placeOf: () => Place): Promise<void> {
  const { kept } = uploads;
  const fits = await hasRoom(uploads, bytes.size);
  const file = describe(uploads, key, placeOf);
  if (!file) return;
  if (fits) {
    try {
      return await kept.keep({ ...file, hasBytes: true }, bytes);
    } catch {
      // No room, or none for this site.
    }
  }
  uploads.markUnkept(key);
  tell(t`${file.name} can’t be kept in this browser: keep this page open until it’s sent.`);
  const now = describe(uploads, key, placeOf);
  if (now) await kept.keep(now, null).catch(() => undefined);
}

async function hasRoom({ kept }: Uploads, size: number): Promise<boolean> {
  try {
    const taken = (await kept.all()).reduce((sum, one) => sum + (one.hasBytes ? one.size : 0), 0);
    return taken + size <= keptBytesMax;
  } catch {
    return false;
  }
}

function describe(uploads: Uploads, key: string, placeOf: () => Place): KeptFile | null {
  const upload = uploads.get(key);
  if (!upload) return null;
  const { name, size, type, alt, voice } = upload;
  const more = { ...(alt !== undefined && { alt }), ...(voice && { voice }) };
  return { key, name, size, type, ...more, ...placeOf(), page: thisPage, uploadId: upload.fileId, hasBytes: false };
}
