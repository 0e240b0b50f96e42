import { useEffect } from 'react';
import { useClientState } from '../features/session/client.ts';
import { DialogFailure, PaneFailure } from '../ui/SurfaceFailure.tsx';
import { lazySurface } from '../ui/lazy-surface.tsx';

/** What opens above or beside the conversation: parts of their own, so that the first paint does not wait for them. */

export const NewChatDialog = lazySurface(
  async () => (await import('../features/new-chat/NewChatDialog.tsx')).NewChatDialog,
  DialogFailure,
);
export const JumpPalette = lazySurface(
  async () => (await import('../features/jump/JumpPalette.tsx')).JumpPalette,
  DialogFailure,
);
export const KeysDialog = lazySurface(
  async () => (await import('../features/keys/KeysDialog.tsx')).KeysDialog,
  DialogFailure,
);
export const OwnMenu = lazySurface(
  async () => (await import('../features/sidebar/OwnMenu.tsx')).OwnMenu,
  DialogFailure,
);
export const EmojiPopover = lazySurface(
  async () => (await import('../features/conversation/EmojiPopover.tsx')).EmojiPopover,
  DialogFailure,
);
export const MessageSheet = lazySurface(
  async () => (await import('../features/conversation/MessageSheet.tsx')).MessageSheet,
  DialogFailure,
);
export const DeleteMessageDialog = lazySurface(
  async () => (await import('../features/conversation/DeleteMessageDialog.tsx')).DeleteMessageDialog,
  DialogFailure,
);
export const SettingsPane = lazySurface(
  async () => (await import('../features/settings/SettingsPane.tsx')).SettingsPane,
  PaneFailure,
);
export const DetailsPanel = lazySurface(
  async () => (await import('../features/details/DetailsPanel.tsx')).DetailsPanel,
  PaneFailure,
);

/** What a key or a tap opens in the middle of a thought comes first. */
const inOrder = [
  JumpPalette,
  NewChatDialog,
  OwnMenu,
  MessageSheet,
  EmojiPopover,
  DeleteMessageDialog,
  DetailsPanel,
  SettingsPane,
  KeysDialog,
];

/** Without `requestIdleCallback` (Safari). */
const quietMs = 1_000;

/**
 * Fetches them once the page is live and has nothing else to do, one after the other: Ctrl+K must be there before the
 * next letter is typed, and all of them when the network goes.
 */
export function usePrefetch(): void {
  const isLive = useClientState((state) => state.connection.status === 'live');
  useEffect(() => {
    if (!isLive) return;
    return whenIdle((signal) => void prefetchAll(signal));
  }, [isLive]);
}

async function prefetchAll(signal: AbortSignal): Promise<void> {
  for (const surface of inOrder) {
    if (signal.aborted) return;
    await surface.prefetch();
  }
}

function whenIdle(run: (signal: AbortSignal) => void): () => void {
  const stopping = new AbortController();
  const start = (): void => run(stopping.signal);
  if ('requestIdleCallback' in window) {
    const id = window.requestIdleCallback(start, { timeout: 5_000 });
    stopping.signal.addEventListener('abort', () => window.cancelIdleCallback(id));
  } else {
    const timer = setTimeout(start, quietMs);
    stopping.signal.addEventListener('abort', () => clearTimeout(timer));
  }
  return () => stopping.abort();
}
