import { useSyncExternalStore } from 'react';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import type { AssistantProps } from './assist-handle.ts';

/** No first look at a chat waits for it. One can write and send without it: nobody is disturbed while it can't be had. */
export const Assistant = lazySurface<AssistantProps>(
  async () => (await import('./Assistant.tsx')).Assistant,
  () => null,
  { prefetchOrder: 5 },
);

/** It is fetched when the page has nothing else to do, and with the first key at the latest. */
export function useHasAssistant(): boolean {
  return useSyncExternalStore(Assistant.subscribe, Assistant.isSettled);
}
