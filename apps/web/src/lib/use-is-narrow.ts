import { useSyncExternalStore } from 'react';

/** Room for one pane at a time. The same bound as the breakpoint `wide` of the tokens. */
const query = '(width < 45rem)';
let narrow: MediaQueryList | null = null;

export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => media().matches);
}

function media(): MediaQueryList {
  return (narrow ??= window.matchMedia(query));
}

function subscribe(listener: () => void): () => void {
  media().addEventListener('change', listener);
  return () => media().removeEventListener('change', listener);
}
