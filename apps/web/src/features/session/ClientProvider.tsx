import { createClient, webOutboxStorage, type ConfabClient } from '@confab/client';
import { useEffect, useState, type ReactNode } from 'react';
import { ClientContext } from './client.ts';
import { useSession } from './session.ts';

/** One live connection for everything below, for as long as it is on the page. */
export function ClientProvider({ children }: { children: ReactNode }) {
  const { me, refresh } = useSession();
  const [client, setClient] = useState<ConfabClient | null>(null);
  const myId = me?.id;

  useEffect(() => {
    if (me === null) return;
    const next = createClient({ me, storage: webOutboxStorage(localStorage, me.id) });
    const stopWatching = next.subscribe(() => {
      if (next.getState().connection.status === 'signed-out') refresh();
    });
    next.connect();
    setClient(next);
    return () => {
      stopWatching();
      void next.close();
    };
    // A changed name is no reason to connect anew.
  }, [myId, refresh]);

  return client && <ClientContext value={client}>{children}</ClientContext>;
}
