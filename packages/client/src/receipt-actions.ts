import type { Readers } from '@confab/protocol';
import * as receipts from '@confab/protocol/receipts/paths';
import type { MessagePlace, RestClient } from './rest.ts';

export interface ReceiptActions {
  /**
   * Who has read a message (`read`), or was there when it was sent and has not (`unread`), by name, in pages of up to 200, 50 where
   * nothing is said: hand `nextCursor` over as `cursor`. Without its sender, oneself and whoever hides receipts. Refused with
   * `forbidden` to those who hide their own, and of messages in threads. Where `state.features` holds `receipts`.
   */
  readers(
    message: MessagePlace,
    page?: { state?: 'read' | 'unread'; limit?: number; cursor?: string },
  ): Promise<Readers>;
}

export function createReceiptActions({ rest }: { rest: RestClient }): ReceiptActions {
  return {
    readers: ({ chatId, id }, page = {}) =>
      rest.call(receipts.listReaders, { params: { chat_id: chatId, message_id: id }, query: page }),
  };
}
