import type { ConfabClient, PendingUpload } from '@confab/client';
import type { FileLimits } from '@confab/protocol';
import { tell } from '../../../lib/notices.ts';
import { t } from '../../../lib/words.ts';
import { readFiles, writeFiles } from '../../drafts/index.ts';
import { checkFiles } from './check-files.ts';
import { keepFile, placeIn } from './keep-file.ts';
import { isReadable, uploadsOf } from './uploads.ts';

/** Whoever drops a file is not kept waiting for what they may send: the server says it again. */
const limitsPatienceMs = 1_500;

/** The last that is still looked at: what one chose after it is laid after it, however long each takes. */
const turns = new WeakMap<ConfabClient, Promise<void>>();

/** Lays them beside what is written in this chat. Their way to the server begins at once. Answers how many were taken. */
export async function addFiles(client: ConfabClient, chatId: string, files: readonly File[]): Promise<number> {
  const before = turns.get(client);
  const turn = Promise.withResolvers<void>();
  turns.set(client, turn.promise);
  try {
    const [known, readable] = await Promise.all([askForLimits(client), Promise.all(files.map(isReadable)), before]);
    const unreadable = files.filter((_file, index) => readable[index] !== true);
    for (const { name } of unreadable) tell(t`${name} can’t be read. To send a folder, zip it first.`);
    const sound = files.filter((file) => !unreadable.includes(file));
    const laid = layFiles(client, chatId, sound, known);
    turn.resolve();
    await keepAll(client, chatId, laid);
    return laid.length;
  } finally {
    turn.resolve();
  }
}

interface Laid {
  file: File;
  key: string;
}

function layFiles(client: ConfabClient, chatId: string, files: readonly File[], limits: FileLimits | null): Laid[] {
  const uploads = uploadsOf(client);
  const there = readFiles(client, chatId);
  const { taken, refusals } = checkFiles(files, {
    limits,
    present: there.length,
    comingBytes: uploads.unannouncedBytes(),
  });
  for (const refusal of refusals) tell(refusal);
  const added = taken.map((file) => uploads.add(file, { name: file.name, type: file.type }));
  if (added.length > 0) writeFiles(client, chatId, [...there, ...added.map(asPending)]);
  return taken.map((file, index) => ({ file, key: added[index]?.key ?? '' }));
}

/** Each with all that are kept before it: there is a bound. */
async function keepAll(client: ConfabClient, chatId: string, laid: readonly Laid[]): Promise<void> {
  for (const { file, key } of laid) {
    await keepFile(uploadsOf(client), key, file, () => placeIn(client, chatId, key));
  }
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
