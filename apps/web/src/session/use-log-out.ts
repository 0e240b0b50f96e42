import { useCallback } from 'react';
import { forgetDrafts } from '../lib/drafts.ts';
import { failureText } from '../lib/failure-text.ts';
import { tell } from '../lib/notices.ts';
import { t } from '../lib/words.ts';
import { useClient, useMyId } from './client.ts';
import { useSession } from './session.ts';

/** Ends the session here. Without an answer from the server nothing is pretended: the page stays logged in, and says so. */
export function useLogOut(): () => void {
  const client = useClient();
  const myId = useMyId();
  const { refreshEverywhere } = useSession();
  return useCallback(() => {
    client.rest
      .logout()
      .then(
        () => forgetDrafts(myId),
        (reason: unknown) => tell(t`You are still logged in. ${failureText(reason)}`),
      )
      .finally(refreshEverywhere);
  }, [client, myId, refreshEverywhere]);
}
