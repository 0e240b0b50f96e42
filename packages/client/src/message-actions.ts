import type { Message } from '@confab/protocol';
import { showAnswer } from './make-change.ts';
import type { EditStart, RestClient } from './rest.ts';
import type { Store } from './store.ts';

/** What is done to messages over REST, at once or not at all: without a connection it fails, and the caller says so. */
export interface MessageActions {
  /**
   * With `from.baseRev`, the `rev` of the message whose text the edit started from, an edit of a text that moved since is
   * refused with `message-changed`, and the error's `current` is the message as it is. A reaction moves no text.
   */
  editMessage(message: Message, content: string, from?: EditStart): Promise<void>;
  deleteMessage(message: Message): Promise<void>;
}

export function createMessageActions({ store, rest }: { store: Store; rest: RestClient }): MessageActions {
  return {
    editMessage: (message, content, from) => showAnswer(store, rest.editMessage(message, content, from)),
    deleteMessage: (message) => showAnswer(store, rest.deleteMessage(message)),
  };
}
