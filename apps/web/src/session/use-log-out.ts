import type { ClientState, ConfabClient } from '@confab/client';
import { useCallback } from 'react';
import { forgetDrafts } from '../lib/drafts.ts';
import { forgetEdits } from '../lib/kept-edits.ts';
import { failureText } from '../lib/failure-text.ts';
import { tell } from '../lib/notices.ts';
import { t } from '../lib/words.ts';
import { useClient, useMyId } from './client.ts';
import { useSession } from './session.ts';

/** For what the person was writing a moment ago. */
const patienceMs = 2_500;

/** Ends the session here. Without an answer from the server nothing is pretended: the page stays logged in, and says so. */
export function useLogOut(): () => void {
  const client = useClient();
  const myId = useMyId();
  const { refreshEverywhere } = useSession();
  return useCallback(() => {
    keptElsewhere(client)
      .then(() => client.rest.logout())
      .then(
        () => forgetWritten(myId),
        (reason: unknown) => tell(t`You’re still logged in. ${failureText(reason)}`),
      )
      .finally(refreshEverywhere);
  }, [client, myId, refreshEverywhere]);
}

/** All that this browser keeps of what somebody wrote here, and where they went. */
export function forgetWritten(userId: string): void {
  forgetDrafts(userId);
  forgetEdits(userId);
  // Where nothing can be kept, nothing was.
  void import('../lib/forget-kept.ts').then(({ forgetKept }) => forgetKept(userId)).catch(() => undefined);
}

/** What was just written is to follow to other devices, and not to stay on this one. */
async function keptElsewhere(client: ConfabClient): Promise<void> {
  const { connection } = client.getState();
  if (connection.status !== 'live') return;
  client.hurry();
  await client.until(isAllMade, { timeoutMs: patienceMs }).catch(() => undefined);
}

function isAllMade({ documentSync, chats, threads }: ClientState): boolean {
  const changes = [...chats.values(), ...threads.values()].flatMap(({ waitingChanges }) => waitingChanges);
  return documentSync.waiting.size === 0 && changes.every(({ change }) => change === 'withdraw');
}
