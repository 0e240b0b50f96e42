import type { ConfabClient } from '@confab/client';
import { loadChunk } from '../../lib/load-chunk.ts';
import { ourFault } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { holdsFiles } from '../../lib/holds-files.ts';
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
    if (isOwn || !data || !holdsFiles(data) || target instanceof HTMLInputElement || !takesFiles()) return;
    // Otherwise the browser leaves the page for the file.
    event.preventDefault();
    const chatId = chatAt(target);
    data.dropEffect = chatId === null ? 'none' : 'copy';
    if (event.type === 'drop') take(chatId, data);
  }

  function onPaste(event: ClipboardEvent): void {
    const { clipboardData: data, target } = event;
    const chatId = chatAt(target);
    if (!data || chatId === null || !takesFiles() || !isOfFiles(data)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    take(chatId, data);
  }

  const takesFiles = (): boolean => client.getState().features.includes('files');

  function take(chatId: string | null, data: DataTransfer): void {
    // Of the event alone: a moment later they are out of reach.
    const files = [...data.files];
    if (chatId === null || files.length === 0) return;
    loadChunk(loadSending).then(
      ({ addFiles }) => addFiles(client, chatId, files),
      () => tell(ourFault()),
    );
  }

  return () => listening.abort();
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
