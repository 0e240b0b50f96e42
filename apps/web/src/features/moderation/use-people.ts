import { useEffect } from 'react';
import { useClient } from '../../session/client.ts';

/** Has their names known. Whoever can't be found stays "Someone". */
export function usePeople(userIds: readonly string[]): void {
  const client = useClient();
  const key = [...new Set(userIds)].toSorted().join(' ');
  useEffect(() => {
    if (key !== '') client.loadUsers(key.split(' ')).catch(() => undefined);
  }, [client, key]);
}
