import { chatIn, isUndoable } from '@confab/client';
import type { Message } from '@confab/protocol';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { undoDelete } from './undo-delete.ts';

/** At the message itself, where focus and pointer are. A finger has the notice. */
export function UndoDelete({ message }: { message: Message }) {
  const client = useClient();
  const isOffered = useClientState((state) => {
    const chat = chatIn(state, message.chatId);
    return chat !== undefined && isUndoable(chat, message.id);
  });
  if (!isOffered) return null;
  return (
    <button
      type="button"
      className="rounded-xs font-medium text-accent-text underline decoration-line-strong underline-offset-3 not-italic hover:decoration-current pointer-coarse:hidden"
      onClick={({ currentTarget }) => {
        // The button goes.
        currentTarget.closest<HTMLElement>('[data-row]')?.focus();
        undoDelete(client, [message]);
      }}
    >
      {t`Undo`}
    </button>
  );
}
