import { Popover } from '@base-ui/react/popover';
import type { Message } from '@confab/protocol';
import { useState, type ReactElement } from 'react';
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

type EmojiPopoverProps = { message: Message; onOpenChange: (isOpen: boolean) => void; children: ReactElement };

export function EmojiPopover({ message, onOpenChange, children }: EmojiPopoverProps) {
  const client = useClient();
  const myId = useMyId();
  const [isOpen, setOpen] = useState(false);
  function change(next: boolean): void {
    setOpen(next);
    onOpenChange(next);
  }
  function react(emoji: string): void {
    const isOn = message.reactions.some((reaction) => reaction.emoji === emoji && reaction.userIds.includes(myId));
    change(false);
    void client.react(message, emoji, !isOn).catch(() => undefined);
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={change}>
      <Popover.Trigger render={children} />
      <Popover.Portal>
        <Popover.Positioner side="top" align="end" sideOffset={6} collisionPadding={8} className="z-30">
          <Popover.Popup aria-label="Reactions" className="pops flex rounded-m bg-raised p-1 shadow-2 outline-none">
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
