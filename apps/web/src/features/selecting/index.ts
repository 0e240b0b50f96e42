import { ListChecks } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';
import { startSelecting } from './selection.ts';

export { SelectMark } from './SelectMark.tsx';
export { endSelecting, toggleSelected, useIsSelected, useSelection } from './selection.ts';

export const SelectionBar = lazySurface(async () => (await import('./SelectionBar.tsx')).SelectionBar, DialogFailure, {
  prefetchOrder: 61,
});

/** Several messages at once. The conversation shows the marks, and the bar in the place of its composer. */
export const selecting: WebFeature = {
  name: 'selecting',
  messageActions: [
    {
      name: 'select',
      order: 70,
      icon: ListChecks,
      label: () => t`Select`,
      isFor: ({ kind }) => kind === 'text',
      run: ({ message }) => startSelecting(message),
    },
  ],
  keys: [{ group: 'messages', order: 40, names: () => [t`Space`], label: () => t`Select, while several are selected` }],
};
