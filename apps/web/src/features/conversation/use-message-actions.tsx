import type { Message } from '@confab/protocol';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { t } from '../../lib/words.ts';
import type { MessageAction, Opens } from '../../registry/message-action.ts';
import { useRegistry } from '../../registry/registry.ts';
import { useClient } from '../../session/client.ts';
import { ActionButton } from './ActionButton.tsx';
import { useComposing } from '../composer/index.ts';
import { useActionsFor } from './use-actions-for.ts';

type Asking = { action: MessageAction & Opens; anchor: HTMLElement | null; row: HTMLElement | null };

/** What can be done about a message, as a toolbar for those who point at it and by keys for those whose focus is there. */
export function useMessageActions(message: Message, isNear: boolean) {
  const { messageActions } = useRegistry();
  const client = useClient();
  const { edit } = useComposing();
  // The toolbar goes when the focus leaves it for what it opened; the message stays.
  const [asking, setAsking] = useState<Asking | null>(null);
  const isShown = message.deletedAt === null && (isNear || asking !== null);
  const shown = useActionsFor(message, isShown);

  function start(action: MessageAction, from: HTMLElement): void | Promise<boolean> {
    const row = from.closest<HTMLElement>('[data-row]');
    if ('Dialog' in action) return setAsking({ action, anchor: from, row });
    if ('run' in action) return action.run({ client, message, edit, row });
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const { target, nativeEvent } = event;
    if (message.deletedAt !== null || !(target instanceof HTMLElement) || target.dataset['row'] === undefined) return;
    const pressed = messageActions.find(
      ({ key, isFor }) => key?.isPressed(nativeEvent) === true && isFor(message, client.getState()),
    );
    if (pressed === undefined) return;
    event.preventDefault();
    void start(pressed, target);
  }

  const close = (): void => setAsking(null);
  const toolbar: ReactNode = isShown && (
    <div
      role="toolbar"
      aria-label={t`Message actions`}
      className="absolute -top-4 end-0 z-10 flex rounded-sm border border-line bg-raised p-0.5 shadow-1"
    >
      {shown.map(
        (action) =>
          !('runAfterSheet' in action) && (
            <ActionButton
              key={action.name}
              action={action}
              message={message}
              isOpen={asking?.action.name === action.name}
              onStart={(button) => start(action, button)}
            />
          ),
      )}
      {asking !== null && (
        <asking.action.Dialog
          message={message}
          anchor={asking.anchor}
          finalFocus={() => asking.row ?? true}
          onClose={close}
          onGiveUp={close}
        />
      )}
    </div>
  );
  return { toolbar, onKeyDown };
}
