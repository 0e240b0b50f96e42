import type { ClientState } from '@confab/client';
import type { WebFeature } from '../../registry/web-feature.ts';
import { isSilenced } from '../../session/may-write.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';
import { ForwardedPart } from './ForwardedPart.tsx';

export { catchForward } from './forward-goal.ts';

export const ForwardDialog = lazySurface(
  async () => (await import('./ForwardDialog.tsx')).ForwardDialog,
  DialogFailure,
  { prefetchOrder: 62 },
);

/** Older servers would not know where it is from. */
export function mayForward(state: ClientState): boolean {
  return state.features.includes('forwarding') && !isSilenced(state);
}

export const forwarding: WebFeature = {
  name: 'forwarding',
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
