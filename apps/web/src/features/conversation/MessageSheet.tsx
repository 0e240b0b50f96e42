import type { Message } from '@confab/protocol';
import { Copy, Link2, Pencil, TextSelect, Trash2 } from 'lucide-react';
import { messagePath } from '../../app/place.ts';
import { copyText } from '../../lib/copy-text.ts';
import { t } from '../../lib/words.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Sheet, SheetItem } from '../../ui/Sheet.tsx';
import { nameOf, useClientState, useMyId } from '../session/client.ts';
import { mayDelete } from './may-delete.ts';
import { QuickReactions } from './QuickReactions.tsx';

/** Words shown of the message, so that one sees which it is. One line. */
const peekCharacters = 200;

type MessageSheetProps = {
  message: Message;
  isOpen: boolean;
  finalFocus: () => HTMLElement | boolean;
  onClose: () => void;
  onClosed: () => void;
  onEdit: () => void;
  onDelete: () => void;
  onSelectText: () => void;
};

/** What the toolbar of a message is to a mouse, for fingers. */
export function MessageSheet(props: MessageSheetProps) {
  const { message, isOpen, finalFocus, onClose, onClosed, onEdit, onDelete, onSelectText } = props;
  const isMine = useMyId() === message.senderId;
  const canDelete = useClientState((state) => mayDelete(state, message));
  const copy = (text: string): void => {
    void copyText(text);
    onClose();
  };
  return (
    <Sheet title={t`Message actions`} isOpen={isOpen} finalFocus={finalFocus} onClose={onClose} onClosed={onClosed}>
      <Peek message={message} />
      <QuickReactions message={message} onDone={onClose} />
      {isMine && (
        <SheetItem icon={Pencil} onClick={onEdit}>
          {t`Edit`}
        </SheetItem>
      )}
      {/* Where the page may not write to the clipboard (plain http) there is only the way by hand. */}
      {window.isSecureContext && (
        <SheetItem icon={Copy} onClick={() => copy(message.content)}>
          {t`Copy text`}
        </SheetItem>
      )}
      <SheetItem icon={TextSelect} onClick={onSelectText}>
        {t`Select text`}
      </SheetItem>
      {window.isSecureContext && (
        <SheetItem icon={Link2} onClick={() => copy(window.location.origin + messagePath(message.chatId, message.seq))}>
          {t`Copy link`}
        </SheetItem>
      )}
      {canDelete && (
        <SheetItem icon={Trash2} danger onClick={onDelete}>
          {t`Delete`}
        </SheetItem>
      )}
    </Sheet>
  );
}

function Peek({ message }: { message: Message }) {
  const senderName = useClientState((state) => nameOf(state.users, message.senderId));
  return (
    <div className="flex items-center gap-2.5 px-2.5 pb-2.5 text-sm text-muted">
      <Avatar id={message.senderId} name={senderName} size="xs" />
      <bdi className="max-w-1/2 shrink-0 truncate font-semibold text-text">{senderName}</bdi>
      <bdi className="min-w-0 truncate">{message.content.slice(0, peekCharacters)}</bdi>
    </div>
  );
}
