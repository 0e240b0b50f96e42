import type { Message } from '@confab/protocol';
import { Check, Copy, Link2, Pencil, SmilePlus, Trash2, type LucideIcon } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { messagePath } from '../../app/place.ts';
import { DeleteMessageDialog, EmojiPopover } from '../../app/surfaces.ts';
import { copyText } from '../../lib/copy-text.ts';
import { t } from '../../lib/words.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useClientState } from '../session/client.ts';
import { useComposing } from './composing.ts';
import { mayDelete } from './may-delete.ts';

type MessageActionsProps = { message: Message; isMine: boolean; isNear: boolean };

export function MessageActions({ message, isMine, isNear }: MessageActionsProps) {
  const { edit } = useComposing();
  const [open, setOpen] = useState<'emoji' | 'delete' | null>(null);
  // Asked for the one message that shows its buttons: a group has many members and a history many rows.
  const canDelete = useClientState((state) => (isNear || open !== null) && mayDelete(state, message));
  const emojiButton = useRef<HTMLButtonElement>(null);
  const row = useRef<HTMLElement>(null);
  // The toolbar goes when the focus leaves it for what it opened; the message stays.
  function show(next: 'emoji' | 'delete'): void {
    row.current = emojiButton.current?.closest('article') ?? null;
    setOpen(next);
  }
  const close = (): void => setOpen(null);
  if (!isNear && open === null) return null;
  return (
    <div
      role="toolbar"
      aria-label={t`Message actions`}
      className="absolute -top-4 end-0 z-10 flex rounded-s border border-line bg-raised p-0.5 shadow-1"
    >
      <IconButton
        ref={emojiButton}
        size="s"
        icon={SmilePlus}
        label={t`Add a reaction`}
        aria-haspopup="dialog"
        aria-expanded={open === 'emoji'}
        onClick={() => show('emoji')}
      />
      <CopyButton icon={Copy} label={t`Copy text`} text={message.content} />
      <CopyButton
        icon={Link2}
        label={t`Copy link`}
        text={window.location.origin + messagePath(message.chatId, message.seq)}
      />
      {isMine && <IconButton size="s" icon={Pencil} label={t`Edit`} onClick={() => edit(message)} />}
      {canDelete && <IconButton size="s" icon={Trash2} label={t`Delete`} onClick={() => show('delete')} />}
      {open === 'emoji' && (
        <EmojiPopover message={message} anchor={emojiButton} finalFocus={row} onClose={close} onGiveUp={close} />
      )}
      {open === 'delete' && (
        <DeleteMessageDialog
          message={message}
          finalFocus={() => row.current ?? true}
          onClose={close}
          onGiveUp={close}
        />
      )}
    </div>
  );
}

const copiedMs = 1_500;

/** Where the page may not write to the clipboard (plain http) there is no such button. */
function CopyButton({ icon, label, text }: { icon: LucideIcon; label: string; text: string }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), copiedMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  if (!window.isSecureContext) return null;
  return (
    <IconButton
      size="s"
      icon={isCopied ? Check : icon}
      label={isCopied ? t`Copied` : label}
      onClick={() => void copyText(text).then(setCopied)}
    />
  );
}
