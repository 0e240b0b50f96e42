import type { Message } from '@confab/protocol';
import type { Look, MessageAction } from '../../registry/message-action.ts';
import { useLateRegistry } from '../../registry/registry.ts';
import { useClientState } from '../../session/client.ts';

const none: readonly MessageAction[] = [];

/** What can be done about a message. */
export function useActionsFor(message: Message): readonly MessageAction[] {
  const messageActions = useLateRegistry()?.messageActions ?? none;
  // As one string, which is equal while the same can be done.
  const names = useClientState((state) =>
    messageActions
      .filter(({ isFor }) => isFor(message, state))
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

/** What stands in the toolbar has an order below this. */
const barOrders = 25;
/** As many as one finds without searching. */
const barMax = 3;

/** The first few in the toolbar, the others in the menu behind its dots. */
export function inBarAndMenu(actions: readonly MessageAction[]): Record<'bar' | 'menu', readonly MessageAction[]> {
  const all = actions.filter((action) => !('runAfterSheet' in action));
  const bar = all.filter(({ order }) => order < barOrders).slice(0, barMax);
  return { bar, menu: all.filter((action) => !bar.includes(action)) };
}
