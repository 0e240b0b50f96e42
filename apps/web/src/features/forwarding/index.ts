import type { ClientState } from '@confab/client';
import { Forward } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';
import { ForwardedPart } from './ForwardedPart.tsx';

export const ForwardDialog = lazySurface(
  async () => (await import('./ForwardDialog.tsx')).ForwardDialog,
  DialogFailure,
  { prefetchOrder: 62 },
);

/** Older servers would not know where it is from. */
export function mayForward({ features }: ClientState): boolean {
  return features.includes('forwarding');
}

export const forwarding: WebFeature = {
  name: 'forwarding',
  messageActions: [
    {
      name: 'forward',
      order: 28,
      icon: Forward,
      label: () => t`Forward`,
      isFor: ({ kind }, state) => kind === 'text' && mayForward(state),
      Dialog: ForwardDialog,
    },
  ],
  messageParts: [
    {
      name: 'forwarded',
      order: 3,
      isAbove: true,
      isFor: ({ forwarded }) => forwarded !== undefined,
      Part: ForwardedPart,
    },
  ],
};
