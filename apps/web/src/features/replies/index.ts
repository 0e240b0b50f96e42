import type { ClientState } from '@confab/client';
import { Reply } from 'lucide-react';
import { composerIdOf } from '../../lib/composer-focus.ts';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { writeReply } from '../drafts/index.ts';
import { Quote } from './Quote.tsx';

export { quoteWords } from './quote-words.ts';
export { replyBarId } from './reply-bar-id.ts';

export const ReplyBar = lazySurface(async () => (await import('./ReplyBar.tsx')).ReplyBar, PaneFailure, {
  prefetchOrder: 7,
});

/** Older servers would not know what is answered. */
const isKnown = ({ features }: ClientState): boolean => features.includes('replies');

export const replies: WebFeature = {
  name: 'replies',
  messageActions: [
    {
      name: 'reply',
      order: 15,
      icon: Reply,
      label: () => t`Reply`,
      isFor: ({ kind }, state) => kind === 'text' && isKnown(state),
      run({ client, message: { chatId, seq } }) {
        writeReply(client, chatId, seq);
        document.getElementById(composerIdOf(chatId))?.focus({ preventScroll: true });
      },
      leadsToComposer: true,
      key: { names: () => [t`Enter`], isPressed: isPlainEnter },
      isSwipe: true,
    },
  ],
  messageParts: [{ name: 'reply', order: 5, isAbove: true, isFor: ({ reply }) => reply !== undefined, Part: Quote }],
};

function isPlainEnter({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === 'Enter' && !shiftKey && !altKey && !ctrlKey && !metaKey;
}
