import { useSyncExternalStore } from 'react';

/** Room for one pane at a time. The same bound as the breakpoint `wide` of the tokens. */
const narrow = window.matchMedia('(width < 45rem)');

export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches);
}

function subscribe(listener: () => void): () => void {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
}
