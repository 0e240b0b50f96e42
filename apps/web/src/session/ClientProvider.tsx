import { createClient, webOutboxStorage, type ConfabClient } from '@confab/client';
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import { chatIdAt } from '../lib/addresses.ts';
import { forgetUnowned } from '../lib/drafts.ts';
import { fetchOrTakeEarly, takeEarlyChat } from '../lib/early-answers.ts';
import { readKeptBlocked } from '../lib/kept-blocked.ts';
import { dropKeys } from '../lib/key-catcher.ts';
import { failureText } from '../lib/failure-text.ts';
import { dismissAll, tell } from '../lib/notices.ts';
import { t } from '../lib/words.ts';
import { ClientContext } from './client.ts';
import { useSession } from './session.ts';

const whatFailed = {
  react: (why: string) => t`Your reaction wasn’t saved. ${why}`,
  edit: (why: string) => t`Your edit wasn’t saved. ${why}`,
  delete: (why: string) => t`Your message wasn’t deleted. ${why}`,
};

/** Before the connection is there: it goes on from where the chat was then. */
async function showAddressedChat(client: ConfabClient, myId: string): Promise<void> {
  const chatId = chatIdAt(window.location.pathname, null);
  const early = chatId === null ? null : await takeEarlyChat(chatId);
  // Asked for by the cookie of that moment: it may have become another person's since.
  if (early?.chat.members.some(({ user }) => user.id === myId)) client.showAhead(early);
}

/** Nothing of people whom its person blocks is shown for a moment, either: they are known here before the server tells. */
async function leaveOutKept(client: ConfabClient, knownIds: readonly string[]): Promise<void> {
  const { leaveOutBlocked } = await import('@confab/client/blocked');
  leaveOutBlocked(client, { knownIds });
}

/** One live connection for everything below, for as long as it is on the page. */
export function ClientProvider({ children }: { children: ReactNode }) {
  const { me, refresh } = useSession();
  const [client, setClient] = useState<ConfabClient | null>(null);
  const myId = me?.id ?? null;

  // By id: a changed name is no reason to connect anew.
  const open = useEffectEvent((userId: string) =>
    createClient({
      me: me ?? undefined,
      storage: webOutboxStorage(localStorage, userId),
      fetch: fetchOrTakeEarly,
    }),
  );

  useEffect(() => {
    if (myId === null) return;
    const next = open(myId);
    const stopWatching = next.subscribe(() => {
      const { status } = next.getState().connection;
      if (status === 'signed-out' || status === 'other-user') refresh();
    });
    // Also of what an earlier page had asked for.
    const stopTelling = next.onChangeRefused(({ change, error }) =>
      tell(whatFailed[change.change](failureText(error))),
    );
    const stopTellingOfDocuments = next.onDocumentRefused(({ error }) =>
      tell(t`Your change wasn’t saved. ${failureText(error)}`),
    );
    forgetUnowned();
    void showAddressedChat(next, myId);
    next.connect();
    let isOver = false;
    const show = (): void => {
      if (!isOver) setClient(next);
    };
    const knownIds = readKeptBlocked(myId);
    if (knownIds.length === 0) show();
    else void leaveOutKept(next, knownIds).then(show, show);
    return () => {
      isOver = true;
      stopWatching();
      stopTelling();
      stopTellingOfDocuments();
      dropKeys();
      dismissAll();
      void next.close();
    };
  }, [myId, refresh]);

  return client && <ClientContext value={client}>{children}</ClientContext>;
}
