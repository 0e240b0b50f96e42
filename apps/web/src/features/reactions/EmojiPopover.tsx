import { Popover } from '@base-ui/react/popover';
import { t } from '../../lib/words.ts';
import type { ActionDialogProps } from '../../registry/message-action.ts';
import { offeredEmoji } from './offered-emoji.ts';
import { useReact } from './use-react.ts';

/** A few reactions to choose from, beside the button that asked for them. */
export function EmojiPopover({ message, anchor, finalFocus, onClose }: ActionDialogProps) {
  const { toggle } = useReact(message);
  function react(emoji: string): void {
    onClose();
    toggle(emoji);
  }
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} side="top" align="end" sideOffset={6} collisionPadding={8} className="z-30">
          <Popover.Popup
            aria-label={t`Reactions`}
            finalFocus={finalFocus}
            className="pops flex rounded-md bg-raised p-1 shadow-2 outline-none"
          >
            {offeredEmoji.map(({ emoji, name }) => (
              <button
                key={emoji}
                type="button"
                aria-label={name()}
                onClick={() => react(emoji)}
                className="grid size-9 place-items-center rounded-sm text-lg hover:bg-tint"
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
