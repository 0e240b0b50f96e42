import { useSyncExternalStore } from 'react';

/** The connection is away for longer than a blink. One of the page says so to all of it. */
let isCutOff = false;
const listeners = new Set<() => void>();

export function setCutOff(value: boolean): void {
  if (value === isCutOff) return;
  isCutOff = value;
  for (const listener of listeners) listener();
}

/** Whoever is cut off knows of nobody whether they are online. */
export function useIsCutOff(): boolean {
  return useSyncExternalStore(subscribe, () => isCutOff);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
