import type { ClientState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import { MessageSquareText } from 'lucide-react';
import { threadPath } from '../../lib/addresses.ts';
import { navigate } from '../../lib/router/index.ts';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { FromThreadPart, ThreadPart } from './marks.tsx';

export const ThreadsLink = lazySurface(async () => (await import('./ThreadsLink.tsx')).ThreadsLink, PaneFailure, {
  prefetchOrder: 6,
});

const ThreadPanel = lazySurface(async () => (await import('./ThreadPanel.tsx')).ThreadPanel, PaneFailure, {
  prefetchOrder: 45,
});
const ThreadsPane = lazySurface(async () => (await import('./ThreadsPane.tsx')).ThreadsPane, PaneFailure, {
  prefetchOrder: 77,
});

/** Older servers have none. */
const areKnown = ({ features }: ClientState): boolean => features.includes('threads');

export const threads: WebFeature = {
  name: 'threads',
  pages: [
    {
      path: '/threads',
      order: 15,
      title: () => t`Threads`,
      Pane: ThreadsPane,
      menuIcon: MessageSquareText,
      isFor: areKnown,
    },
  ],
  panels: [{ type: 'thread', path: 'threads/:seq/*', order: 50, title: () => t`Thread`, Panel: ThreadPanel }],
  messageActions: [
    {
      name: 'thread',
      order: 16,
      icon: MessageSquareText,
      label: () => t`Reply in a thread`,
      isFor: ({ kind, chatId }, state) => kind === 'text' && areKnown(state) && !isThreadId(chatId),
      run: ({ message: { chatId, seq }, isOver }) => navigate(threadPath(chatId, seq), { replace: isOver }),
      leaves: true,
    },
  ],
  messageParts: [
    { name: 'from-thread', order: 6, isAbove: true, isFor: isFromThread, Part: FromThreadPart },
    {
      name: 'thread',
      order: 30,
      outlives: true,
      isFor: ({ thread }) => thread !== undefined && thread.count > 0,
      Part: ThreadPart,
    },
  ],
};

function isFromThread({ fromThread }: Message): boolean {
  return fromThread !== undefined;
}
