import type { Message } from '@confab/protocol';
import { useClient, useMyId } from '../session/client.ts';

/** My reactions to a message: the same emoji again takes it back. */
export function useReact(message: Message): { isOn: (emoji: string) => boolean; toggle: (emoji: string) => void } {
  const client = useClient();
  const myId = useMyId();
  const isOn = (emoji: string): boolean =>
    message.reactions.some((reaction) => reaction.emoji === emoji && reaction.userIds.includes(myId));
  return {
    isOn,
    toggle: (emoji) => void client.react(message, emoji, !isOn(emoji)).catch(() => undefined),
  };
}
