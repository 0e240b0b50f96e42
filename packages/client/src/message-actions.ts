import type { ChatParts, Message, MessageVersion } from '@confab/protocol';
import * as dates from '@confab/protocol/dates/paths';
import * as edits from '@confab/protocol/edits/paths';
import * as pins from '@confab/protocol/pins/paths';
import { showAnswer } from './make-change.ts';
import type { EditStart, MessagePlace, RestClient } from './rest.ts';
import type { Store } from './store.ts';

/** What is done to messages over REST, at once or not at all: without a connection it fails, and the caller says so. */
export interface MessageActions {
  /**
   * With `from.baseRev`, the `rev` of the message whose text the edit started from, an edit of a text that moved since is
   * refused with `message-changed`, and the error's `current` is the message as it is. A reaction moves no text.
   */
  editMessage(message: Message, content: string, from?: EditStart): Promise<void>;
  deleteMessage(message: Message): Promise<void>;
  /** What it said before, the first text first. Where `state.features` holds `edits`. */
  versions(message: MessagePlace): Promise<MessageVersion[]>;
  /** Where `state.features` holds `pins`. Refused with `too-many-pins` where the chat has 50. */
  pin(message: MessagePlace): Promise<void>;
  unpin(message: MessagePlace): Promise<void>;
  /**
   * The place in a chat of a moment: the first message that is not older, the last one where all are, 0 where there is none.
   * Where `state.features` holds `dates`.
   */
  findSeqAt(chatId: string, time: Date): Promise<number>;
  /** The pinned messages of a chat as they are now, the last pinned first. */
  pinned(chatId: string): Promise<Message[]>;
  /** Who pins in a group: read it in `parts.pinning` of the chat. */
  setPinning(chatId: string, pinning: NonNullable<ChatParts['pinning']>): Promise<void>;
}

export function createMessageActions({ store, rest }: { store: Store; rest: RestClient }): MessageActions {
  return {
    editMessage: (message, content, from) => showAnswer(store, rest.editMessage(message, content, from)),
    deleteMessage: (message) => showAnswer(store, rest.deleteMessage(message)),
    versions: async ({ chatId, id }) => (await rest.call(edits.listVersions, at(chatId, id))).versions,
    pin: ({ chatId, id }) => showAnswer(store, rest.call(pins.pinMessage, at(chatId, id))),
    unpin: ({ chatId, id }) => showAnswer(store, rest.call(pins.unpinMessage, at(chatId, id))),
    findSeqAt: async (chatId, time) =>
      (await rest.call(dates.findSeqAt, { params: { chat_id: chatId }, query: { time: time.toISOString() } })).seq,
    pinned: async (chatId) => (await rest.call(pins.listPins, { params: { chat_id: chatId } })).messages,
    setPinning: (chatId, pinning) => rest.call(pins.setPinning, { params: { chat_id: chatId }, body: { pinning } }),
  };
}

function at(chatId: string, messageId: string): { params: { chat_id: string; message_id: string } } {
  return { params: { chat_id: chatId, message_id: messageId } };
}
