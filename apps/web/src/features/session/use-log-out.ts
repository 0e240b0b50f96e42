import { useCallback } from 'react';
import { forgetDrafts } from '../../lib/drafts.ts';
import { rest } from '../../lib/rest.ts';
import { useSession } from './session.ts';

/** Ends the session here. Without an answer from the server nothing is pretended: the page stays logged in. */
export function useLogOut(): () => void {
  const { refresh } = useSession();
  return useCallback(() => {
    void rest
      .logout()
      .then(forgetDrafts, () => undefined)
      .finally(refresh);
  }, [refresh]);
}
