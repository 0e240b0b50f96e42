import { type ClientState, type ConfabClient, documentOf } from '@confab/client';
import type { Message } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import { Bookmark, BookmarkX } from 'lucide-react';
import { failureText } from '../../lib/failure-text.ts';
import { brieflyMs, tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { keepsSaved } from './keeps-saved.ts';

const SavedPane = lazySurface(async () => (await import('./SavedPane.tsx')).SavedPane, PaneFailure, {
  prefetchOrder: 78,
});

const isSaved = ({ id }: Message, state: ClientState): boolean => documentOf(state, 'saved', id) !== undefined;

export const saved: LateFeature = {
  name: 'saved',
  pages: [{ path: '/saved', order: 20, title: () => t`Saved`, Pane: SavedPane, menuIcon: Bookmark, isFor: keepsSaved }],
  messageActions: [
    {
      name: 'save',
      order: 26,
      icon: Bookmark,
      label: () => t`Save for later`,
      back: { isOn: isSaved, icon: BookmarkX, label: () => t`Remove from saved` },
      isFor: ({ chatId }, state) => keepsSaved(state) && !isThreadId(chatId),
      run: ({ client, message }) => save(client, message, !isSaved(message, client.getState())),
    },
  ],
};

function save(client: ConfabClient, { id, chatId, seq }: Message, isOn: boolean): void {
  try {
    client.putDocument('saved', id, isOn ? { chatId, seq, savedAt: new Date().toISOString() } : null);
    tell(isOn ? t`Saved for later. Find it under “Saved” in your menu.` : t`Removed from saved`, brieflyMs);
  } catch (reason) {
    tell(failureText(reason));
  }
}
