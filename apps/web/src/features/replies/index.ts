import type { WebFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { Quote } from './Quote.tsx';

export { useQuoteWords } from './quote-words.ts';
export { replyBarId } from './reply-bar-id.ts';

export const ReplyBar = lazySurface(async () => (await import('./ReplyBar.tsx')).ReplyBar, PaneFailure, {
  prefetchOrder: 7,
});

export const replies: WebFeature = {
  name: 'replies',
  messageParts: [{ name: 'reply', order: 5, isAbove: true, isFor: ({ reply }) => reply !== undefined, Part: Quote }],
};
