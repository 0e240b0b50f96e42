import type { Message } from '@confab/protocol';
import type { KeyboardEvent, MouseEvent } from 'react';
import type { MessageAction } from '../../registry/message-action.ts';
import { useRegistry } from '../../registry/registry.ts';
import { useClient } from '../../session/client.ts';
import { useComposing } from '../composer/index.ts';
import type { Opened } from './MessageToolbar.tsx';

/**
 * What a key does while the message has the focus, and a button in its text that names an action (`data-action`). What is asked for
 * before the actions are loaded waits for them.
 */
export function useStartedActions(message: Message, onOpen: (opened: Opened) => void) {
  const { late } = useRegistry();
  const client = useClient();
  const { edit } = useComposing();

  function find(isMeant: (action: MessageAction) => boolean): MessageAction | undefined {
    const state = late.read();
    const actions = state.status === 'here' ? state.value.messageActions : [];
    return actions.find((action) => isMeant(action) && action.isFor(message, client.getState()));
  }

  function start(action: MessageAction | undefined, row: HTMLElement): void {
    if (action === undefined) return;
    if ('Dialog' in action) onOpen({ action, anchor: row, row });
    else if ('run' in action) void action.run({ client, message, edit, row });
  }

  function onKeyDown({ nativeEvent, target }: KeyboardEvent<HTMLElement>): void {
    if (message.deletedAt !== null || !(target instanceof HTMLElement) || target.dataset['row'] === undefined) return;
    const actionFor = (): MessageAction | undefined => find(({ key }) => key?.isPressed(nativeEvent) === true);
    if (late.read().status !== 'here') {
      void late.fetch().then(() => document.activeElement === target && start(actionFor(), target));
      return;
    }
    const action = actionFor();
    if (action !== undefined) nativeEvent.preventDefault();
    start(action, target);
  }

  function onClick({ target }: MouseEvent<HTMLElement>): void {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-action]') : null;
    if (button === null) return;
    void late.fetch().then(() =>
      start(
        find(({ name }) => name === button.dataset['action']),
        button,
      ),
    );
  }

  return { onKeyDown, onClick };
}
