import { lazySurface } from '../../ui/lazy-surface.tsx';

export { blockedText, isBlockedIn, useIsBlocked } from './is-blocked.ts';

export const BlockedWords = lazySurface(
  async () => (await import('./BlockedWords.tsx')).BlockedWords,
  () => null,
);
