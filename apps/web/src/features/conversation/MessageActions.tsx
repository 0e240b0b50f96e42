import type { Message } from '@confab/protocol';
import { Copy, Link2, Pencil, SmilePlus, Trash2 } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { loaders } from '../../app/loaders.ts';
import { messagePath } from '../../app/place.ts';
import { failureText } from '../../lib/failure-text.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useClient } from '../session/client.ts';
import { useComposing } from './composing.ts';

const ConfirmDialog = lazy(async () => ({ default: (await loaders.confirm()).ConfirmDialog }));
const EmojiPopover = lazy(async () => ({ default: (await loaders.emoji()).EmojiPopover }));

type MessageActionsProps = { message: Message; isMine: boolean; isNear: boolean };

export function MessageActions({ message, isMine, isNear }: MessageActionsProps) {
  const { edit } = useComposing();
  const [open, setOpen] = useState<'emoji' | 'delete' | null>(null);
  const emojiButton = useRef<HTMLButtonElement>(null);
  if (!isNear && open === null) return null;
  return (
    <div
      role="toolbar"
      aria-label="Message actions"
      className="absolute -top-4 right-5 z-10 flex rounded-s border border-line bg-raised p-0.5 shadow-1 max-wide:right-3"
    >
      <IconButton
        ref={emojiButton}
        size="s"
        icon={SmilePlus}
        label="Add a reaction"
        aria-haspopup="dialog"
        aria-expanded={open === 'emoji'}
        onClick={() => setOpen('emoji')}
      />
      <IconButton size="s" icon={Copy} label="Copy text" onClick={() => copy(message.content)} />
      <IconButton
        size="s"
        icon={Link2}
        label="Copy link"
        onClick={() => copy(window.location.origin + messagePath(message.chatId, message.seq))}
      />
      {isMine && <IconButton size="s" icon={Pencil} label="Edit" onClick={() => edit(message)} />}
      {isMine && <IconButton size="s" icon={Trash2} label="Delete" onClick={() => setOpen('delete')} />}
      <Suspense>
        {open === 'emoji' && <EmojiPopover message={message} anchor={emojiButton} onClose={() => setOpen(null)} />}
        {open === 'delete' && <DeleteDialog message={message} onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}

function DeleteDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const client = useClient();
  const [error, setError] = useState<string | null>(null);
  return (
    <ConfirmDialog
      title="Delete this message?"
      text="It disappears for everyone in this chat. This can’t be undone."
      action="Delete"
      error={error}
      onConfirm={() =>
        void client.deleteMessage(message).then(onClose, (reason: unknown) => setError(failureText(reason)))
      }
      onCancel={onClose}
    />
  );
}

/** Where the page may not write to the clipboard (plain http), there is nothing to fall back to. */
function copy(text: string): void {
  void navigator.clipboard?.writeText(text).catch(() => undefined);
}
