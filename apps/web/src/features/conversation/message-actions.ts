import type { Message } from '@confab/protocol';
import { Check, Copy, Link2, Pencil, TextSelect, Trash2 } from 'lucide-react';
import { messagePath } from '../../lib/addresses.ts';
import { copyText } from '../../lib/copy-text.ts';
import { withCtrl } from '../../lib/key-names.ts';
import { selectText } from '../../lib/select-text.ts';
import { t } from '../../lib/words.ts';
import type { MessageAction } from '../../registry/message-action.ts';
import { myIdIn } from '../../session/client.ts';
import { mayWriteIn } from '../../session/may-write.ts';
import { deleteWithUndo } from './delete-with-undo.ts';
import { mayDelete } from './may-delete.ts';

const copied = { icon: Check, label: () => t`Copied` };
/** Where the page may not write to the clipboard (plain http) there is only the way by hand. */
const mayCopy = (): boolean => window.isSecureContext;

export const messageActions: readonly MessageAction[] = [
  {
    name: 'edit',
    order: 20,
    icon: Pencil,
    label: () => t`Edit`,
    // What was forwarded says what its author wrote.
    isFor: (message, state) =>
      message.senderId === myIdIn(state) && !message.forwarded && mayWriteIn(state, message.chatId),
    run: ({ message, edit }) => edit(message),
    leadsToComposer: true,
  },
  {
    name: 'copy-text',
    order: 30,
    icon: Copy,
    label: () => t`Copy text`,
    isFor: mayCopy,
    run: ({ message }) => copyText(message.content),
    done: copied,
    key: { names: () => [withCtrl('C')], isPressed: isCopyKey },
  },
  {
    name: 'select-text',
    order: 40,
    icon: TextSelect,
    label: () => t`Select text`,
    isFor: () => true,
    runAfterSheet({ row }) {
      const words = row?.querySelector<HTMLElement>('[data-message-text]');
      if (words) selectText(words);
    },
  },
  {
    name: 'copy-link',
    order: 50,
    icon: Link2,
    label: () => t`Copy link`,
    isFor: mayCopy,
    run: ({ message }) => copyText(linkTo(message)),
    done: copied,
  },
  {
    name: 'delete',
    order: 90,
    icon: Trash2,
    label: () => t`Delete`,
    isDangerous: true,
    isFor: (message, state) => mayDelete(state, message),
    run: ({ client, message }) => deleteWithUndo(client, [message]),
    key: { names: () => [t`Delete`], isPressed: ({ key }) => key === 'Delete' },
  },
];

function linkTo({ chatId, seq }: Message): string {
  return window.location.origin + messagePath(chatId, seq);
}

/** What is selected is what one means. */
function isCopyKey({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'c' && (ctrlKey || metaKey) && window.getSelection()?.isCollapsed !== false;
}
