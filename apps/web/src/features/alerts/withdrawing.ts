import { type ClientState, type ConfabClient, documentOf, documentsOf } from '@confab/client';
import type { NotifiedPlace } from '../../lib/notified.ts';
import { isOver } from './decide.ts';
import { withdraw } from './show.ts';

type Withdrawing = {
  /** Something is shown, or may be. */
  begin: () => void;
  /** Something may have been read, deleted or left. */
  look: () => void;
  /** Nothing of this person stays. */
  end: () => void;
};

/** Takes notifications away once they are over, wherever that was. Asks the browser only while something is shown. */
export function createWithdrawing(client: ConfabClient, myId: string): Withdrawing {
  let isWatching = false;
  let isUnderWay = false;
  let looked: Known | null = null;

  async function sweep(): Promise<void> {
    isUnderWay = true;
    let state: ClientState;
    do {
      state = client.getState();
      looked = state;
      const now = state;
      const left = await withdraw((place) => place.userId !== myId || isDone(now, place)).catch(() => 0);
      if (left === 0) isWatching = false;
    } while (isWatching && isOtherThan(state, client.getState()));
    isUnderWay = false;
  }

  function look(): void {
    const state = client.getState();
    if (!isWatching || isUnderWay || !state.chatsLoaded || !isOtherThan(looked, state)) return;
    void sweep();
  }

  return {
    begin() {
      isWatching = true;
      looked = null;
      look();
    },
    look,
    end() {
      isWatching = false;
      withdraw(() => true).catch(() => undefined);
    },
  };
}

type Known = Pick<ClientState, 'chats' | 'threads' | 'documents'>;

function isOtherThan(before: Known | null, now: Known): boolean {
  return before?.chats !== now.chats || before.threads !== now.threads || before.documents !== now.documents;
}

/** A reminder is done with when its person says so, or is to come back later. That it is due may be known here later than there. */
function isDone(state: ClientState, { reminderId, ...place }: NotifiedPlace): boolean {
  // Of log-ins, which are asked about one by one.
  if (place.chatId === '') return state.documentsLoaded && documentsOf(state, 'log-in').length === 0;
  if (reminderId === undefined) return isOver(state, place);
  const reminder = documentOf(state, 'reminder', reminderId);
  if (reminder === undefined) return state.documentsLoaded;
  return reminder.rangAt === undefined && Date.parse(reminder.at) > Date.now();
}
