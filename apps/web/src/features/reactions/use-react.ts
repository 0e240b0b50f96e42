import { ApiError } from '@confab/client';
import type { Message } from '@confab/protocol';
import { normalizeEmoji } from '@confab/protocol/emoji';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { useClient, useMyId } from '../../session/client.ts';

/** My reactions to a message: the same emoji again takes it back. */
export function useReact(message: Message): { isOn: (emoji: string) => boolean; toggle: (emoji: string) => void } {
  const client = useClient();
  const myId = useMyId();
  const isOn = (emoji: string): boolean =>
    message.reactions.some((reaction) => isSame(reaction.emoji, emoji) && reaction.userIds.includes(myId));
  return {
    isOn,
    toggle: (emoji) => void client.react(message, emoji, !isOn(emoji)).catch(tellOwnRefusal),
  };
}

/** What the server refuses is told where the client says so, for it may come long after; this is refused here already. */
function tellOwnRefusal(error: unknown): void {
  if (error instanceof ApiError && error.code === 'too-many-waiting') tell(failureText(error));
}

/** What was stored before emoji had one form may lack the selector that the picker's have. */
function isSame(one: string, other: string): boolean {
  return one === other || normalizeEmoji(one) === other;
}
