import { useEffect } from 'react';
import { useRegistry } from '../registry/registry.ts';
import { useClient } from '../session/client.ts';

/** What features do as long as their person is on the page, whatever of it is shown. */
export function useStarts(): void {
  const { starts } = useRegistry();
  const client = useClient();
  useEffect(() => {
    const stops = starts.map((start) => start(client));
    return () => stops.forEach((stop) => stop());
  }, [starts, client]);
}
