import type { ClientState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { mayDeleteMessage } from '@confab/protocol/permissions';
import { actorIn } from '../../session/client.ts';

/** Whether I may, by the same rule as the server's. */
export function mayDelete(state: ClientState, message: Message): boolean {
  const me = actorIn(state, message.chatId);
  return me !== null && mayDeleteMessage(message, me);
}
