import type { Message } from '@confab/protocol';
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

export const threads: WebFeature = {
  name: 'threads',
  panels: [{ type: 'thread', path: 'threads/:seq/*', order: 50, title: () => t`Thread`, Panel: ThreadPanel }],
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
