import type { LinkListPage } from '@confab/protocol';
import * as paths from '@confab/protocol/links/paths';
import type { MessagePlace, RestClient } from './rest.ts';

/** Where `state.features` holds `links`. */
export interface LinkActions {
  /**
   * Messages of a chat and of its threads with links in their text, the newest first. `before`: any message of it. `limit` 1–200, 50
   * unless set. While `isWhole` is false the chat is being looked through: ask again in a second.
   */
  chatLinks(
    chatId: string,
    query?: { limit?: number; before?: Pick<MessagePlace, 'chatId' | 'seq'> },
  ): Promise<LinkListPage>;
}

/** Beside the client, for who needs it. */
export function createLinkActions({ call }: Pick<RestClient, 'call'>): LinkActions {
  return {
    chatLinks: (chatId, { before, ...query } = {}) =>
      call(paths.listLinks, {
        params: { chat_id: chatId },
        query: { ...query, before: before && `${before.chatId}.${before.seq}` },
      }),
  };
}
