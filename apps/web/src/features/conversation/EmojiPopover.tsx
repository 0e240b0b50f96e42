import { Popover } from '@base-ui/react/popover';
import type { Message } from '@confab/protocol';
import type { RefObject } from 'react';
import { useClient, useMyId } from '../session/client.ts';

const offered = [
  { emoji: '👍', name: 'Thumbs up' },
  { emoji: '❤️', name: 'Heart' },
  { emoji: '😂', name: 'Laughing' },
  { emoji: '🎉', name: 'Party' },
  { emoji: '😮', name: 'Surprised' },
  { emoji: '😢', name: 'Sad' },
  { emoji: '🙏', name: 'Thanks' },
  { emoji: '✅', name: 'Done' },
] as const;

type EmojiPopoverProps = {
  message: Message;
  anchor: RefObject<HTMLElement | null>;
  finalFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
};

/** A few reactions to choose from, beside the button that asked for them. */
export function EmojiPopover({ message, anchor, finalFocus, onClose }: EmojiPopoverProps) {
  const client = useClient();
  const myId = useMyId();
  function react(emoji: string): void {
    const isOn = message.reactions.some((reaction) => reaction.emoji === emoji && reaction.userIds.includes(myId));
    onClose();
    void client.react(message, emoji, !isOn).catch(() => undefined);
  }
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} side="top" align="end" sideOffset={6} collisionPadding={8} className="z-30">
          <Popover.Popup
            aria-label="Reactions"
            finalFocus={finalFocus}
            className="pops flex rounded-m bg-raised p-1 shadow-2 outline-none"
          >
            {offered.map(({ emoji, name }) => (
              <button
                key={emoji}
                type="button"
                aria-label={name}
                onClick={() => react(emoji)}
                className="grid size-9 place-items-center rounded-s text-lg hover:bg-tint"
              >
                {emoji}
              </button>
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
