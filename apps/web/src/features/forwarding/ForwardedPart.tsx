import type { Message } from '@confab/protocol';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { ForwardedLook } from './ForwardedLook.tsx';

// Few messages have it, and it has its height from the beginning.
const ForwardedMark = lazySurface(async () => (await import('./ForwardedMark.tsx')).ForwardedMark, PaneFailure, {
  prefetchOrder: 4,
});

export function ForwardedPart({ message }: { message: Message }) {
  return <ForwardedMark message={message} fallback={<ForwardedLook>{null}</ForwardedLook>} />;
}
