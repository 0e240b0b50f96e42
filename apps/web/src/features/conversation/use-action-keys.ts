import type { Message } from '@confab/protocol';
import type { KeyboardEvent } from 'react';
import type { MessageAction } from '../../registry/message-action.ts';
import { useRegistry } from '../../registry/registry.ts';
import { useClient } from '../../session/client.ts';
import { useComposing } from '../composer/index.ts';
import type { Opened } from './MessageToolbar.tsx';

/** What a key does while the message has the focus. One that is pressed before the actions are loaded waits for them. */
export function useActionKeys(message: Message, onOpen: (opened: Opened) => void) {
  const { late } = useRegistry();
  const client = useClient();
  const { edit } = useComposing();

  function actionFor(event: globalThis.KeyboardEvent): MessageAction | undefined {
    const state = late.read();
    const actions = state.status === 'here' ? state.value.messageActions : [];
    return actions.find(({ key, isFor }) => key?.isPressed(event) === true && isFor(message, client.getState()));
  }

  function start(action: MessageAction | undefined, row: HTMLElement): void {
    if (action === undefined) return;
    if ('Dialog' in action) onOpen({ action, anchor: row, row });
    else if ('run' in action) void action.run({ client, message, edit, row });
  }

  return ({ nativeEvent, target }: KeyboardEvent<HTMLElement>): void => {
    if (message.deletedAt !== null || !(target instanceof HTMLElement) || target.dataset['row'] === undefined) return;
    if (late.read().status !== 'here') {
      void late.fetch().then(() => document.activeElement === target && start(actionFor(nativeEvent), target));
      return;
    }
    const action = actionFor(nativeEvent);
    if (action !== undefined) nativeEvent.preventDefault();
    start(action, target);
  };
}
