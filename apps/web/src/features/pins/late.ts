import type { ClientState, ConfabClient } from '@confab/client';
import type { Message } from '@confab/protocol';
import { maySteer } from '@confab/protocol/permissions';
import { isThreadId } from '@confab/protocol/threads';
import { Pin, PinOff } from 'lucide-react';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { actorIn } from '../../session/client.ts';
import { isSilenced } from '../../session/may-write.ts';
import { keepsPins } from './keeps-pins.ts';

const isPinned = ({ pin }: Message): boolean => pin !== undefined;

export const pins: LateFeature = {
  name: 'pins',
  messageActions: [
    {
      name: 'pin',
      order: 60,
      icon: Pin,
      label: () => t`Pin`,
      back: { isOn: isPinned, icon: PinOff, label: () => t`Unpin` },
      isFor: mayPin,
      run: ({ client, message }) => void toggle(client, message),
    },
  ],
  systemWords: {
    'pinning-changed': ({ chatParts }, { actor }) =>
      chatParts.pinning === 'everyone'
        ? t`${actor} allowed members to pin messages`
        : t`${actor} allowed only owners and admins to pin messages`,
  },
  errorWords: {
    'too-many-pins': () => t`This chat can’t hold more pinned messages. Unpin one first.`,
  },
};

function mayPin({ chatId }: Message, state: ClientState): boolean {
  const me = actorIn(state, chatId);
  return (
    me !== null &&
    !isThreadId(chatId) &&
    keepsPins(state) &&
    !isSilenced(state) &&
    maySteer(me, state.chats.get(chatId)?.parts?.pinning)
  );
}

async function toggle(client: ConfabClient, message: Message): Promise<void> {
  try {
    await (isPinned(message) ? client.unpin(message) : client.pin(message));
  } catch (reason) {
    tell(failureText(reason));
  }
}
