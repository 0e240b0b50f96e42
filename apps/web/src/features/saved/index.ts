import { type ClientState, type ConfabClient, documentOf } from '@confab/client';
import type { Message } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import { kindFeature } from '@confab/protocol/documents';
import { Bookmark, BookmarkX } from 'lucide-react';
import { failureText } from '../../lib/failure-text.ts';
import { brieflyMs, tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { SavedMark } from './SavedMark.tsx';

const SavedPane = lazySurface(async () => (await import('./SavedPane.tsx')).SavedPane, PaneFailure, {
  prefetchOrder: 78,
});

const isKept = ({ features }: ClientState): boolean => features.includes(kindFeature('saved'));
const isSaved = ({ id }: Message, state: ClientState): boolean => documentOf(state, 'saved', id) !== undefined;

export const saved: WebFeature = {
  name: 'saved',
  pages: [{ path: '/saved', order: 20, title: () => t`Saved`, Pane: SavedPane, menuIcon: Bookmark, isFor: isKept }],
  messageActions: [
    {
      name: 'save',
      order: 26,
      icon: Bookmark,
      label: () => t`Save for later`,
      back: { isOn: isSaved, icon: BookmarkX, label: () => t`Remove from saved` },
      isFor: ({ chatId }, state) => isKept(state) && !isThreadId(chatId),
      run: ({ client, message }) => save(client, message, !isSaved(message, client.getState())),
    },
  ],
  messageParts: [{ name: 'saved', order: 4, isFor: ({ deletedAt }) => deletedAt === null, Part: SavedMark }],
};

function save(client: ConfabClient, { id, chatId, seq }: Message, isOn: boolean): void {
  try {
    client.putDocument('saved', id, isOn ? { chatId, seq, savedAt: new Date().toISOString() } : null);
    tell(isOn ? t`Saved for later. You find it under “Saved” in your menu.` : t`Removed from saved`, brieflyMs);
  } catch (reason) {
    tell(failureText(reason));
  }
}
