import type { ConfabClient, PendingUpload } from '@confab/client';
import type { KeptFile } from '../../../lib/kept-files.ts';
import { myIdIn } from '../../../session/client.ts';
import { readFiles, writeFiles } from '../../drafts/index.ts';
import { asPending } from './add-files.ts';
import { livingPages, thisPage } from './keep-file.ts';
import { uploadsOf } from './uploads.ts';

/** What lies in the composer of a chat: the order, words to pictures, and what was left by a page that is gone. */

export function removeFile(client: ConfabClient, chatId: string, key: string): void {
  change(client, chatId, (files) => files.filter((file) => file.key !== key));
  uploadsOf(client).forget(key, { isSent: false });
}

export function moveFile(client: ConfabClient, chatId: string, from: number, to: number): void {
  change(client, chatId, (files) => {
    const moved = files[from];
    const rest = files.filter((file) => file !== moved);
    return moved && to >= 0 && to < files.length ? [...rest.slice(0, to), moved, ...rest.slice(to)] : files;
  });
}

export function describeFile(client: ConfabClient, chatId: string, key: string, words: string): void {
  const alt = words.trim() === '' ? undefined : words.trim();
  const uploads = uploadsOf(client);
  uploads.describe(key, alt);
  change(client, chatId, (files) => files.map((file) => asPending(uploads.get(file.key) ?? file)));
}

function change(client: ConfabClient, chatId: string, next: (files: Files) => Files): void {
  const files = next(readFiles(client, chatId));
  writeFiles(client, chatId, files);
  const { kept } = uploadsOf(client);
  // At once: half of an order would be another one.
  kept.changeAll(files.map(({ key }, place) => [key, { place }])).catch(() => undefined);
}

type Files = readonly PendingUpload[];

const restored = new WeakMap<ConfabClient, Set<string>>();

/** Once for each chat of a page: what lay in its composer before a reload or a crash. */
export async function restoreTray(client: ConfabClient, chatId: string): Promise<void> {
  const chats = restored.get(client) ?? new Set();
  restored.set(client, chats);
  if (chats.has(chatId)) return;
  chats.add(chatId);
  const uploads = uploadsOf(client);
  const [all, living] = await Promise.all([uploads.kept.all(), livingPages()]);
  const isFree = ({ key, page }: KeptFile): boolean => !living.has(page) && !waitsInMessage(client, key);
  const left = all.filter((file) => file.chatId === chatId && isFree(file)).toSorted((a, b) => a.place - b.place);
  for (const file of left) {
    await uploads.kept.change(file.key, { page: thisPage });
    uploads.adopt(asPending(file), file.hasBytes ? ((await uploads.kept.readBytes(file.key)) ?? null) : null);
  }
  // What was laid there meanwhile comes after it.
  if (left.length > 0) change(client, chatId, (files) => [...left.map(asPending), ...files]);
  // Of messages that went out, or were deleted, as the page ended.
  const over = all.filter(
    (file) => file.chatId === null && !uploads.get(file.key) && !waitsInMessage(client, file.key),
  );
  if (over.length > 0) await uploads.kept.remove(over.map(({ key }) => key));
}

/** In this page or in any other of this person's. */
function waitsInMessage(client: ConfabClient, key: string): boolean {
  const state = client.getState();
  if (state.unsent.some(({ uploads = [] }) => uploads.some((upload) => upload.key === key))) return true;
  const prefix = `confab.outbox.${myIdIn(state)}.`;
  return Object.keys(localStorage).some((name) => name.startsWith(prefix) && localStorage.getItem(name)?.includes(key));
}
