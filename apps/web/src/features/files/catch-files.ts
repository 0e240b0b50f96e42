import type { ConfabClient } from '@confab/client';
import { loadChunk } from '../../lib/load-chunk.ts';
import { ourFault } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { readDrop } from '../../lib/early-drops.ts';
import { holdsFiles } from '../../lib/holds-files.ts';
import { EarlyDrops } from './early-drops.ts';
import { loadSending } from './load-sending.ts';

/** Files that are dropped or pasted anywhere at a conversation. What takes them is loaded with the first ones. */
export function catchFiles(client: ConfabClient): () => void {
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  for (const type of ['dragover', 'drop'] as const) window.addEventListener(type, onDrag, options);
  window.addEventListener('paste', onPaste, options);
  // What is dragged out of the page itself, a picture say, is no file to be sent.
  let isOwn = false;
  window.addEventListener('dragstart', () => (isOwn = true), options);
  // The end is not told of what left the page meanwhile.
  for (const type of ['dragend', 'pointerdown', 'blur']) window.addEventListener(type, () => (isOwn = false), options);

  function onDrag(event: DragEvent): void {
    const { dataTransfer: data, target } = event;
    if (isOwn || !data || !holdsFiles(data) || target instanceof HTMLInputElement) return;
    if (!takesFiles() && !early.areOpen) return;
    // Otherwise the browser leaves the page for the file.
    event.preventDefault();
    if (early.areOpen) {
      if (event.type === 'drop') early.add(readDrop(event));
      return;
    }
    const chatId = chatAt(target);
    data.dropEffect = chatId === null ? 'none' : 'copy';
    if (event.type === 'drop') take(chatId, [...data.files]);
  }

  function onPaste(event: ClipboardEvent): void {
    const { clipboardData: data, target } = event;
    const chatId = chatAt(target);
    if (!data || chatId === null || !takesFiles() || !isOfFiles(data)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    take(chatId, [...data.files]);
  }

  const takesFiles = (): boolean => client.getState().features.includes('files');
  const early = new EarlyDrops(client, (target, files) => {
    const chatId = chatAt(target);
    if (chatId !== null && takesFiles()) take(chatId, files);
    return chatId !== null || !takesFiles();
  });

  /** `files` are of an event, which alone holds them: a moment later they are out of reach. */
  function take(chatId: string | null, files: File[]): void {
    if (chatId === null || files.length === 0) return;
    loadChunk(loadSending).then(
      ({ addFiles }) => addFiles(client, chatId, files),
      () => tell(ourFault()),
    );
  }

  return () => {
    listening.abort();
    early.stop();
  };
}

/** The chat or thread whose composer stands in that part of the page. */
function chatAt(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  return (
    target.closest('.conversation')?.querySelector<HTMLElement>('textarea[data-chat-id]')?.dataset['chatId'] ?? null
  );
}

/** Office programs put a picture of the text beside it; where files are copied, the text is their names. */
function isOfFiles(data: DataTransfer): boolean {
  const text = data.getData('text/plain');
  return data.files.length > 0 && (text === '' || [...data.files].some(({ name }) => text.includes(name)));
}
