import { lazySurface } from '../../ui/lazy-surface.tsx';

export { useIsBlocked } from './use-is-blocked.ts';

export const BlockedWords = lazySurface(
  async () => (await import('./BlockedWords.tsx')).BlockedWords,
  () => null,
);
