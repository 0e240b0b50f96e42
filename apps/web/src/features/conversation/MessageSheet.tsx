import type { Message } from '@confab/protocol';
import { messageWords } from '../../lib/message-words.ts';
import { t } from '../../lib/words.ts';
import type { MessageAction } from '../../registry/message-action.ts';
import { useName } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Sheet, SheetItem } from '../../ui/Sheet.tsx';
import { blockedText, useIsBlocked } from '../blocking/index.ts';
import { useActionLook, useActionsFor } from './use-actions-for.ts';

/** Words shown of the message, so that one sees which it is. One line. */
const peekCharacters = 200;

export type MessageSheetProps = {
  message: Message;
  isOpen: boolean;
  finalFocus: () => HTMLElement | boolean;
  onClose: () => void;
  onClosed: () => void;
  onChoose: (action: MessageAction) => void;
};

/** What the toolbar of a message is to a mouse, for fingers. */
export function MessageSheet({ message, isOpen, finalFocus, onClose, onClosed, onChoose }: MessageSheetProps) {
  const actions = useActionsFor(message);
  return (
    <Sheet title={t`Message actions`} isOpen={isOpen} finalFocus={finalFocus} onClose={onClose} onClosed={onClosed}>
      <Peek message={message} />
      {actions.map(
        (action) =>
          'SheetRow' in action && (
            <action.SheetRow
              key={action.name}
              message={message}
              onDone={onClose}
              fallback={<div className="mb-1.5 h-14.5" />}
            />
          ),
      )}
      {actions.map((action) =>
        'SheetRow' in action ? null : (
          <SheetAction key={action.name} action={action} message={message} onChoose={() => onChoose(action)} />
        ),
      )}
    </Sheet>
  );
}

function SheetAction(props: { action: MessageAction; message: Message; onChoose: () => void }) {
  const { action, message, onChoose } = props;
  const { icon, label } = useActionLook(action, message);
  return (
    <SheetItem icon={icon} danger={action.isDangerous === true} onClick={onChoose}>
      {label()}
    </SheetItem>
  );
}

function Peek({ message }: { message: Message }) {
  const isBlocked = useIsBlocked(message.senderId);
  const senderName = useName(message.senderId);
  return (
    <div className="flex items-center gap-2.5 px-2.5 pb-2.5 text-sm text-muted">
      <Avatar id={message.senderId} name={senderName} size="xs" />
      <bdi className="max-w-1/2 shrink-0 truncate font-semibold text-text">{senderName}</bdi>
      <bdi className="min-w-0 truncate">{isBlocked ? blockedText() : messageWords(message, peekCharacters)}</bdi>
    </div>
  );
}
