import { Smile, SmilePlus } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { isSilenced } from '../../session/may-write.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure, PaneFailure } from '../../ui/SurfaceFailure.tsx';

const EmojiPopover = lazySurface(async () => (await import('./EmojiPopover.tsx')).EmojiPopover, DialogFailure, {
  prefetchOrder: 50,
});
const QuickReactions = lazySurface(async () => (await import('./QuickReactions.tsx')).QuickReactions, PaneFailure, {
  prefetchOrder: 41,
});
const ReactorsDialog = lazySurface(async () => (await import('./ReactorsDialog.tsx')).ReactorsDialog, DialogFailure, {
  prefetchOrder: 65,
});

export const reactions: LateFeature = {
  name: 'reactions',
  messageActions: [
    {
      name: 'react',
      order: 10,
      icon: SmilePlus,
      label: () => t`Add a reaction`,
      isFor: (_message, state) => !isSilenced(state),
      Dialog: EmojiPopover,
      SheetRow: QuickReactions,
    },
    {
      name: 'who-reacted',
      order: 27,
      icon: Smile,
      label: () => t`Who reacted`,
      isFor: (message) => message.reactions.length > 0,
      Dialog: ReactorsDialog,
    },
  ],
  errorWords: {
    'too-many-reactions': () => t`This message can’t hold more different reactions. Use one that’s already there.`,
  },
};
