import type { Message } from '@confab/protocol';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { FromThreadShape, ThreadShape } from './ThreadShape.tsx';

// Most messages have neither, and both have their height from the beginning: they come after the page.
const FromThread = lazySurface(async () => (await import('./FromThread.tsx')).FromThread, PaneFailure, {
  prefetchOrder: 4,
});
const ThreadLine = lazySurface(async () => (await import('./ThreadLine.tsx')).ThreadLine, PaneFailure, {
  prefetchOrder: 5,
});

export function FromThreadPart({ message }: { message: Message }) {
  return <FromThread message={message} fallback={<FromThreadShape />} />;
}

export function ThreadPart({ message }: { message: Message }) {
  return <ThreadLine message={message} fallback={<ThreadShape />} />;
}
