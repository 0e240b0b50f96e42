import { useSyncExternalStore } from 'react';

/** The time, to the minute: what says "Today" or "3 minutes ago" must not say it for ever. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, currentMinute);
}

let minute = new Date();

function currentMinute(): Date {
  const now = new Date();
  if (Math.floor(now.getTime() / 60_000) !== Math.floor(minute.getTime() / 60_000)) minute = now;
  return minute;
}

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, 20_000);
  return () => clearInterval(timer);
}
