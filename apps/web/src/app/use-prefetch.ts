import { useEffect } from 'react';
import { useRegistry } from '../registry/registry.ts';
import { useClientState } from '../session/client.ts';
import { prefetchSurfaces } from '../ui/lazy-surface.tsx';

/** Without `requestIdleCallback` (Safari). */
const quietMs = 1_000;

/**
 * Fetches what opens above or beside the conversation once the page is live and has nothing else to do: Ctrl+K must be
 * there before the next letter is typed, and all of it when the network goes.
 */
export function usePrefetch(): void {
  const { late } = useRegistry();
  const isLive = useClientState((state) => state.connection.status === 'live');
  useEffect(() => {
    if (!isLive) return;
    return whenIdle((signal) => void late.fetch().then(() => prefetchSurfaces(signal)));
  }, [isLive, late]);
}

function whenIdle(run: (signal: AbortSignal) => void): () => void {
  const stopping = new AbortController();
  const start = (): void => run(stopping.signal);
  if ('requestIdleCallback' in window) {
    const id = window.requestIdleCallback(start, { timeout: 5_000 });
    stopping.signal.addEventListener('abort', () => window.cancelIdleCallback(id));
  } else {
    const timer = setTimeout(start, quietMs);
    stopping.signal.addEventListener('abort', () => clearTimeout(timer));
  }
  return () => stopping.abort();
}
