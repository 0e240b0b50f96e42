import { useEffect, useSyncExternalStore } from 'react';
import { type Registry, useRegistry } from '../registry/registry.ts';
import { useClient } from '../session/client.ts';

const none: Registry['starts'] = [];

/** What features do as long as their person is on the page, whatever of it is shown. */
export function useStarts(): void {
  const { starts, late } = useRegistry();
  const lateState = useSyncExternalStore(late.subscribe, late.read);
  useStarted(starts);
  useStarted(lateState.status === 'here' ? lateState.value.starts : none);
}

function useStarted(starts: Registry['starts']): void {
  const client = useClient();
  useEffect(() => {
    const stops = starts.map((start) => start(client));
    return () => stops.forEach((stop) => stop());
  }, [starts, client]);
}
