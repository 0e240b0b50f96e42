import type { Message } from '@confab/protocol';
import { t } from '../../lib/words.ts';
import type { MessageAction } from '../../registry/message-action.ts';
import { AnchoredMenu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { useActionLook } from './use-actions-for.ts';

type MoreMenuProps = {
  message: Message;
  actions: readonly MessageAction[];
  anchor: HTMLElement | null;
  finalFocus: () => HTMLElement | boolean;
  onChoose: (action: MessageAction) => void;
  onClose: () => void;
};

/** What can be done about a message and has no place in its toolbar. What destroys stands apart. */
export function MoreMenu({ message, actions, anchor, finalFocus, onChoose, onClose }: MoreMenuProps) {
  const entry = (action: MessageAction) => (
    <Entry key={action.name} action={action} message={message} onChoose={() => onChoose(action)} />
  );
  const dangerous = actions.filter(({ isDangerous }) => isDangerous === true);
  return (
    <AnchoredMenu
      label={t`More actions`}
      isOpen
      align="end"
      anchor={anchor}
      button={anchor}
      finalFocus={finalFocus}
      onClose={onClose}
    >
      {actions.filter(({ isDangerous }) => isDangerous !== true).map(entry)}
      {dangerous.length > 0 && dangerous.length < actions.length && <MenuSeparator />}
      {dangerous.map(entry)}
    </AnchoredMenu>
  );
}

function Entry({ action, message, onChoose }: { action: MessageAction; message: Message; onChoose: () => void }) {
  const { icon, label } = useActionLook(action, message);
  return (
    <MenuItem icon={icon} danger={action.isDangerous === true} onClick={onChoose}>
      {label()}
    </MenuItem>
  );
}
