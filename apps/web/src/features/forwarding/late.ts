import { Forward } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { catchForward, ForwardDialog, mayForward } from './index.ts';

export const forwarding: LateFeature = {
  name: 'forwarding',
  messageActions: [
    {
      name: 'forward',
      order: 28,
      icon: Forward,
      label: () => t`Forward`,
      isFor: ({ kind }, state) => kind === 'text' && mayForward(state),
      Dialog: ForwardDialog,
      onOpen: catchForward,
    },
  ],
};
