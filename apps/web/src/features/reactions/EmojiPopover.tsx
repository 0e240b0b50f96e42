import { Popover } from '@base-ui/react/popover';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../lib/words.ts';
import type { ActionDialogProps } from '../../registry/message-action.ts';
import { EmojiPicker } from './any-emoji.ts';
import { offeredEmoji } from './offered-emoji.ts';
import { useReact } from './use-react.ts';

const look = 'grid size-9 place-items-center rounded-sm text-lg hover:bg-tint';

/** A few reactions to choose from, beside the button that asked for them, and all behind the last. */
export function EmojiPopover({ message, anchor, finalFocus, onClose }: ActionDialogProps) {
  const { toggle } = useReact(message);
  const [hasMore, setMore] = useState(false);
  function react(emoji: string): void {
    onClose();
    toggle(emoji);
  }
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} side="top" align="end" sideOffset={6} collisionPadding={8} className="z-50">
          <Popover.Popup
            aria-label={t`Reactions`}
            finalFocus={finalFocus}
            className="pops rounded-md bg-raised p-1 shadow-2 outline-none"
          >
            {hasMore ? (
              <div className="p-1.5">
                <EmojiPicker onPick={react} onGiveUp={() => setMore(false)} />
              </div>
            ) : (
              <div className="flex">
                {offeredEmoji.map(({ emoji, name }) => (
                  <button key={emoji} type="button" aria-label={name()} onClick={() => react(emoji)} className={look}>
                    {emoji}
                  </button>
                ))}
                <button type="button" aria-label={t`More reactions`} onClick={() => setMore(true)} className={look}>
                  <Plus className="size-4.5 text-muted" strokeWidth={1.8} aria-hidden="true" />
                </button>
              </div>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
