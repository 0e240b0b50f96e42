import { isThreadId } from '@confab/protocol/threads';
import { MessageSquareText } from 'lucide-react';
import { threadPath } from '../../lib/addresses.ts';
import { navigate } from '../../lib/router/index.ts';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { isSilenced } from '../../session/may-write.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { areThreadsKnown } from './are-threads-known.ts';

const ThreadsPane = lazySurface(async () => (await import('./ThreadsPane.tsx')).ThreadsPane, PaneFailure, {
  prefetchOrder: 77,
});

export const threads: LateFeature = {
  name: 'threads',
  pages: [
    {
      path: '/threads',
      order: 15,
      title: () => t`Threads`,
      Pane: ThreadsPane,
      menuIcon: MessageSquareText,
      isFor: areThreadsKnown,
    },
  ],
  messageActions: [
    {
      name: 'thread',
      order: 16,
      icon: MessageSquareText,
      label: () => t`Reply in a thread`,
      // Whoever is muted reads what there is, and begins nothing.
      isFor: ({ kind, chatId, thread }, state) =>
        kind === 'text' &&
        areThreadsKnown(state) &&
        !isThreadId(chatId) &&
        (thread !== undefined || !isSilenced(state)),
      run: ({ message: { chatId, seq }, isOver }) => navigate(threadPath(chatId, seq), { replace: isOver }),
      leaves: true,
    },
  ],
};
