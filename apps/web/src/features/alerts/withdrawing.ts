import type { ClientState, ConfabClient } from '@confab/client';
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
  let looked: Pick<ClientState, 'chats' | 'threads'> | null = null;

  async function sweep(): Promise<void> {
    isUnderWay = true;
    let state: ClientState;
    do {
      state = client.getState();
      looked = state;
      const now = state;
      const left = await withdraw((place) => place.userId !== myId || isOver(now, place)).catch(() => 0);
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

type Logs = Pick<ClientState, 'chats' | 'threads'>;

function isOtherThan(before: Logs | null, now: Logs): boolean {
  return before?.chats !== now.chats || before.threads !== now.threads;
}
