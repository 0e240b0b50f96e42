import { Popover } from '@base-ui/react/popover';
import { type RefObject, useRef } from 'react';
import { t } from '../../lib/words.ts';
import { EmojiPicker } from './lazy-picker.ts';

type PickerPopoverProps = {
  anchor: RefObject<HTMLElement | null>;
  withCustom?: boolean;
  onPick: (emoji: string) => void;
  onClose: () => void;
};

/** The picker above the button that asked for it. What is picked takes the focus where it goes. */
export function PickerPopover({ anchor, withCustom = true, onPick, onClose }: PickerPopoverProps) {
  const isPicked = useRef(false);
  function pick(emoji: string): void {
    isPicked.current = true;
    onPick(emoji);
  }
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          className="z-50"
        >
          <Popover.Popup
            aria-label={t`Emoji`}
            finalFocus={() => (isPicked.current ? false : anchor.current)}
            className="pops max-w-full rounded-md bg-raised p-2.5 shadow-2 outline-none"
          >
            <EmojiPicker onPick={pick} withCustom={withCustom} onGiveUp={onClose} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
