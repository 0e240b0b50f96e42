import type { Message } from '@confab/protocol';
import type { Look, MessageAction } from '../../registry/message-action.ts';
import { useRegistry } from '../../registry/registry.ts';
import { useClientState } from '../../session/client.ts';

/**
 * What can be done about a message. Asked only for the one that shows it (`isShown`): a group has many members and a
 * history many rows.
 */
export function useActionsFor(message: Message, isShown: boolean): readonly MessageAction[] {
  const { messageActions } = useRegistry();
  // As one string, which is equal while the same can be done.
  const names = useClientState((state) =>
    messageActions
      .filter(({ isFor }) => isShown && isFor(message, state))
      .map(({ name }) => name)
      .join(' '),
  ).split(' ');
  return messageActions.filter(({ name }) => names.includes(name));
}

/** What its button shows: the action, or that it is to be taken back. */
export function useActionLook(action: MessageAction, message: Message): Look {
  const isOn = useClientState((state) => action.back?.isOn(message, state) ?? false);
  return isOn && action.back ? action.back : action;
}
