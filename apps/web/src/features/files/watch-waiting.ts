import type { ConfabClient } from '@confab/client';
import { loadChunk } from '../../lib/load-chunk.ts';
import { loadSending } from './load-sending.ts';

/** What brings files to the messages that wait for them is loaded with the first of these. */
export function watchWaiting(client: ConfabClient): () => void {
  let stop: (() => void) | null = null;
  let isOver = false;
  let isLoading = false;

  function look(): void {
    if (stop || isLoading || !client.getState().unsent.some(({ uploads }) => uploads)) return;
    isLoading = true;
    // Otherwise it is asked for again with the next change.
    begin().catch(() => (isLoading = false));
  }

  async function begin(): Promise<void> {
    const { deliver } = await loadChunk(loadSending);
    if (!isOver) stop = deliver(client);
  }

  const stopLooking = client.subscribe(look);
  look();
  return () => {
    isOver = true;
    stopLooking();
    stop?.();
  };
}
