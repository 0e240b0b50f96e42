import { Smile } from 'lucide-react';
import { useRef, useState } from 'react';
import { t } from '../../lib/words.ts';
import type { ComposerToolProps } from '../../registry/composer-tool.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { PickerPopover } from './PickerPopover.tsx';

/** All emoji, beside what one writes. */
export function EmojiTool({ insert }: ComposerToolProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        ref={button}
        size="s"
        icon={Smile}
        label={t`Emoji`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <PickerPopover
          anchor={button}
          onPick={(emoji) => {
            setOpen(false);
            insert(emoji);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
