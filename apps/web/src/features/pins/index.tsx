import { Pin } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { keepsPins } from './keeps-pins.ts';

const PinnedSection = lazySurface(async () => (await import('./PinnedSection.tsx')).PinnedSection, PaneFailure, {
  prefetchOrder: 72,
});

export const pins: WebFeature = {
  name: 'pins',
  messageParts: [{ name: 'pin', order: 5, isFor: ({ pin }) => pin !== undefined, Part: PinMark }],
  detailsSections: [{ name: 'pinned', order: 60, isFor: (_chat, state) => keepsPins(state), Section: PinnedSection }],
  systemWords: {
    'message-pinned': (_event, { actor }) => t`${actor} pinned a message`,
  },
};

function PinMark() {
  return (
    <p className="mt-0.5 flex items-center gap-1.25 text-2xs text-muted">
      <Pin className="size-3 shrink-0 text-accent-text" strokeWidth={2} aria-hidden="true" />
      {t`Pinned`}
    </p>
  );
}
