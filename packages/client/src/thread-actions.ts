import type { Chat } from '@confab/protocol';
import * as threads from '@confab/protocol/threads/paths';
import { takeFoundChat } from './chat-from.ts';
import type { MessagePlace, RestClient } from './rest.ts';
import type { Store } from './store.ts';

/** Where `state.features` holds `threads`. */
export interface ThreadActions {
  /**
   * The thread of a message, made where there is none. It stands in `state.threads` from then on, and is live while it is open
   * (`openChat` with its id), or for good once it is followed. `send`, `loadNewest` and the rest take its id as that of a chat.
   */
  openThread(message: MessagePlace): Promise<Chat>;
  /** Whoever writes in it, or is mentioned there, follows it without that. */
  followThread(threadId: string): Promise<void>;
  unfollowThread(threadId: string): Promise<void>;
}

export function createThreadActions({ store, rest }: { store: Store; rest: RestClient }): ThreadActions {
  return {
    async openThread({ chatId, id }) {
      const thread = await rest.call(threads.openThread, { params: { chat_id: chatId, message_id: id } });
      store.update((state) => takeFoundChat(state, thread));
      return thread;
    },
    followThread: (threadId) => rest.call(threads.followThread, { params: { chat_id: threadId } }),
    unfollowThread: (threadId) => rest.call(threads.unfollowThread, { params: { chat_id: threadId } }),
  };
}
