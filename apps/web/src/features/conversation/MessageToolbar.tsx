import type { Message } from '@confab/protocol';
import { Ellipsis } from 'lucide-react';
import { useRef, type Dispatch, type SetStateAction } from 'react';
import { composerIdOf } from '../../lib/composer-focus.ts';
import { brieflyMs, tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import type { MessageAction, Opens, Runs } from '../../registry/message-action.ts';
import { useClient } from '../../session/client.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';
import { ActionButton } from './ActionButton.tsx';
import { DockedBar } from './DockedBar.tsx';
import { useComposing } from '../composer/index.ts';
import { inBarAndMenu, useActionsFor } from './use-actions-for.ts';

const MoreMenu = lazySurface(async () => (await import('./MoreMenu.tsx')).MoreMenu, DialogFailure, {
  prefetchOrder: 45,
});

/** What an action opened, or the menu of those that have no place in the toolbar. */
export type Opened = { action: (MessageAction & Opens) | 'menu'; anchor: HTMLElement | null; row: HTMLElement | null };

export type MessageToolbarProps = {
  message: Message;
  /** The toolbar goes when the focus leaves it for what it opened; the message stays, and keeps this. */
  opened: Opened | null;
  setOpened: Dispatch<SetStateAction<Opened | null>>;
};

/** What can be done about a message, for those who point at it. */
export function MessageToolbar({ message, opened, setOpened }: MessageToolbarProps) {
  const client = useClient();
  const { edit } = useComposing();
  const goesToComposer = useRef(false);
  const actions = useActionsFor(message);
  const { bar, menu } = inBarAndMenu(actions);

  function start(action: MessageAction, from: HTMLElement): void | Promise<boolean> {
    const row = from.closest<HTMLElement>('[data-row]');
    if ('Dialog' in action) return open(action, { anchor: from, row });
    if ('run' in action) return action.run({ client, message, edit, row });
  }

  function open(action: MessageAction & Opens, from: Pick<Opened, 'anchor' | 'row'>): void {
    action.onOpen?.();
    setOpened({ action, ...from });
  }

  function toggleMenu(button: HTMLElement): void {
    goesToComposer.current = false;
    const row = button.closest<HTMLElement>('[data-row]');
    setOpened((before) => (before === null ? { action: 'menu', anchor: button, row } : null));
  }

  function choose(action: MessageAction, { anchor, row }: Opened): void {
    if ('Dialog' in action) return open(action, { anchor, row });
    setOpened(null);
    if (!('run' in action)) return;
    goesToComposer.current = action.leadsToComposer === true;
    void tellWhenDone(action, action.run({ client, message, edit, row }));
  }

  const close = (): void => setOpened(null);
  // It closes behind what was chosen from it, which may have opened something by then.
  const closeMenu = (): void => setOpened((before) => (before?.action === 'menu' ? null : before));
  // Until it is known what can be done.
  if (actions.length === 0) return null;
  return (
    <DockedBar label={t`Message actions`} className={isOpenedElsewhere(opened) ? 'invisible' : undefined}>
      {bar.map((action) => (
        <ActionButton
          key={action.name}
          action={action}
          message={message}
          isOpen={opened?.action === action}
          onStart={(button) => start(action, button)}
        />
      ))}
      {menu.length > 0 && (
        <IconButton
          size="s"
          icon={Ellipsis}
          label={t`More actions`}
          aria-haspopup="menu"
          aria-expanded={opened?.action === 'menu'}
          onClick={({ currentTarget }) => toggleMenu(currentTarget)}
        />
      )}
      {opened?.action === 'menu' && (
        <MoreMenu
          message={message}
          actions={menu}
          anchor={opened.anchor}
          finalFocus={() =>
            (goesToComposer.current ? document.getElementById(composerIdOf(message.chatId)) : opened.row) ?? true
          }
          onChoose={(action) => choose(action, opened)}
          onClose={closeMenu}
          onGiveUp={close}
        />
      )}
      {opened !== null && opened.action !== 'menu' && (
        <opened.action.Dialog
          message={message}
          anchor={opened.anchor}
          finalFocus={() => opened.row ?? true}
          onClose={close}
          onGiveUp={close}
        />
      )}
    </DockedBar>
  );
}

/** By a key, or by a button among the words: the toolbar is there only for what it opened. */
function isOpenedElsewhere(opened: Opened | null): boolean {
  return opened !== null && opened.action !== 'menu' && opened.anchor === opened.row;
}

/** The menu is gone by then, and with it the entry that could say so. */
async function tellWhenDone({ done }: Runs, isDone: void | Promise<boolean>): Promise<void> {
  if ((await isDone) === true && done) tell(done.label(), brieflyMs);
}
