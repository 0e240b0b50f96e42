import { useEffect } from 'react';

/** What opens above or beside the conversation: parts of their own, so that the first paint does not wait for them. */
export const loaders = {
  newChat: () => import('../features/new-chat/NewChatDialog.tsx'),
  jump: () => import('../features/jump/JumpPalette.tsx'),
  keys: () => import('../features/keys/KeysDialog.tsx'),
  settings: () => import('../features/settings/SettingsPane.tsx'),
  menu: () => import('../features/sidebar/OwnMenu.tsx'),
  emoji: () => import('../features/conversation/EmojiPopover.tsx'),
  deletion: () => import('../features/conversation/DeleteMessageDialog.tsx'),
  sheet: () => import('../features/conversation/MessageSheet.tsx'),
  details: () => import('../features/details/DetailsPanel.tsx'),
};

const quietMs = 1_500;

/** Fetches them once the page has settled: Ctrl+K must be there before the next letter is typed. */
export function usePrefetch(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const load of Object.values(loaders)) load().catch(() => undefined);
    }, quietMs);
    return () => clearTimeout(timer);
  }, []);
}
