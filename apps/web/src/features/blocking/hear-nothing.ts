import type { ConfabClient } from '@confab/client';
import { keepBlocked } from '../../lib/keep-blocked.ts';
import { myIdIn } from '../../session/client.ts';
import { blockedIn } from './block.ts';

/** What they write counts nowhere, from the moment on that somebody is blocked; whoever blocks nobody loads nothing for it. */
export function hearNothing(client: ConfabClient): () => void {
  let stop: (() => void) | null = null;
  let isOver = false;
  let isLoading = false;
  let known: readonly string[] | null = null;

  function look(): void {
    const state = client.getState();
    const blockedIds = blockedIn(state);
    if (!state.documentsLoaded || sameIds(blockedIds, known)) return;
    known = blockedIds;
    keepBlocked(myIdIn(state), blockedIds);
    if (blockedIds.length > 0 && !isLoading) void load();
  }

  async function load(): Promise<void> {
    isLoading = true;
    try {
      const { leaveOutBlocked } = await import('@confab/client/blocked');
      if (!isOver) stop = leaveOutBlocked(client);
    } catch {
      // Tried again with the next change of whom one blocks, and with the next page.
      isLoading = false;
    }
  }

  look();
  const stopLooking = client.subscribe(look);
  return () => {
    isOver = true;
    stopLooking();
    stop?.();
  };
}

function sameIds(one: readonly string[], other: readonly string[] | null): boolean {
  return one === other || (one.length === 0 && other?.length === 0);
}
