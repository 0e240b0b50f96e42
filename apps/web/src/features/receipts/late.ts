import { documentOf } from '@confab/client';
import { Eye } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { myIdIn } from '../../session/client.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';
import { isSmall } from './marks.ts';

const ReadersDialog = lazySurface(async () => (await import('./ReadersDialog.tsx')).ReadersDialog, DialogFailure, {
  prefetchOrder: 66,
});

export const receipts: LateFeature = {
  name: 'receipts',
  messageActions: [
    {
      name: 'readers',
      order: 66,
      icon: Eye,
      label: () => t`Read by…`,
      // In a direct chat the marks say it. Of others' messages it is of interest where everybody's pictures are shown.
      isFor(message, state) {
        const chat = state.chats.get(message.chatId);
        if (chat?.kind !== 'group' || !state.features.includes('receipts')) return false;
        if (documentOf(state, 'privacy', null)?.receipts === 'hidden') return false;
        return message.kind === 'text' && (message.senderId === myIdIn(state) || isSmall(chat));
      },
      Dialog: ReadersDialog,
    },
  ],
};
