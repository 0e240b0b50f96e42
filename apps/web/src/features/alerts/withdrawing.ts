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
  let hasEnded = false;
  /** Null where something was shown since. */
  let looked: Known | null = null;

  async function sweep(): Promise<void> {
    isUnderWay = true;
    do {
      const state = client.getState();
      looked = state;
      const left = await withdraw((place) => place.userId !== myId || isDone(state, place)).catch(() => 0);
      // What is shown meanwhile may have come after the browser was asked.
      if (left === 0 && looked !== null) isWatching = false;
    } while (isWatching && isOtherThan(looked, client.getState()));
    isUnderWay = false;
  }

  function withdrawOwn(): void {
    withdraw(({ userId }) => userId === myId).catch(() => undefined);
  }

  function look(): void {
    const state = client.getState();
    if (!isWatching || isUnderWay || !state.chatsLoaded || !isOtherThan(looked, state)) return;
    void sweep();
  }

  return {
    begin() {
      // It was under way when its person left.
      if (hasEnded) return withdrawOwn();
      isWatching = true;
      looked = null;
      look();
    },
    look,
    end() {
      isWatching = false;
      hasEnded = true;
      withdrawOwn();
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
