import type { ConfabClient, PendingUpload } from '@confab/client';
import type { FileLimits } from '@confab/protocol';
import { tell } from '../../../lib/notices.ts';
import { t } from '../../../lib/words.ts';
import { readFiles, writeFiles } from '../../drafts/index.ts';
import { checkFiles } from './check-files.ts';
import { keepFile } from './keep-file.ts';
import { isReadable, uploadsOf } from './uploads.ts';

/** Whoever drops a file is not kept waiting for what they may send: the server says it again. */
const limitsPatienceMs = 1_500;

/** Lays them beside what is written in this chat. Their way to the server begins at once. Answers how many were taken. */
export async function addFiles(client: ConfabClient, chatId: string, files: readonly File[]): Promise<number> {
  const [known, readable] = await Promise.all([askForLimits(client), Promise.all(files.map(isReadable))]);
  const unreadable = files.filter((_file, index) => readable[index] !== true);
  const uploads = uploadsOf(client);
  const there = readFiles(client, chatId);
  const { taken, refusals } = checkFiles(
    files.filter((file) => !unreadable.includes(file)),
    { limits: known, present: there.length, comingBytes: uploads.unannouncedBytes() },
  );
  for (const { name } of unreadable) refusals.unshift(t`${name} can’t be read. To send a folder, zip it first.`);
  for (const refusal of refusals) tell(refusal);
  if (taken.length === 0) return 0;
  const added = taken.map((file) => uploads.add(file, { name: file.name, type: file.type }));
  writeFiles(client, chatId, [...there, ...added.map(asPending)]);
  for (const [index, upload] of added.entries()) {
    const file = taken[index];
    // Each with all that are kept before it: there is a bound.
    if (file) await keepFile(uploads, upload, file, { chatId, place: there.length + index });
  }
  return taken.length;
}

/** What a draft and a message say of it. */
export function asPending({ key, name, size, type, alt, voice }: PendingUpload): PendingUpload {
  return { key, name, size, type, ...(alt !== undefined && { alt }), ...(voice && { voice }) };
}

async function askForLimits(client: ConfabClient): Promise<FileLimits | null> {
  if (client.getState().connection.status !== 'live') return null;
  const patience = Promise.withResolvers<null>();
  const timer = setTimeout(() => patience.resolve(null), limitsPatienceMs);
  try {
    return await Promise.race([client.fileLimits(), patience.promise]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
