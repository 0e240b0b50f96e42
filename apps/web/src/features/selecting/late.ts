import { ListChecks } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { startSelecting } from './selection.ts';

/** Several messages at once. The conversation shows the marks, and the bar in the place of its composer. */
export const selecting: LateFeature = {
  name: 'selecting',
  messageActions: [
    {
      name: 'select',
      order: 70,
      icon: ListChecks,
      label: () => t`Select messages`,
      isFor: ({ kind }) => kind === 'text',
      run: ({ message }) => startSelecting(message),
    },
  ],
  keys: [
    { group: 'messages', order: 40, names: () => [t`Space`], label: () => t`Select or deselect (while selecting)` },
  ],
};
