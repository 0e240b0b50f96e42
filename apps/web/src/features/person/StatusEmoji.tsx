import { SmilePlus } from 'lucide-react';
import { useRef, useState } from 'react';
import { t } from '../../lib/words.ts';
import { useClientState } from '../../session/client.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';
import { EmojiSign, loadEmojiParts } from '../emoji/index.ts';

const PickerPopover = lazySurface(async () => (await loadEmojiParts()).PickerPopover, DialogFailure);

type StatusEmojiProps = { emoji: string | null; onPick: (emoji: string) => void };

/** Stands before the words of a status, and is chosen by pressing on it. */
export function StatusEmoji({ emoji, onPick }: StatusEmojiProps) {
  const button = useRef<HTMLButtonElement>(null);
  const hasCustom = useClientState(({ features }) => features.includes('custom-status'));
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={emoji === null ? t`Choose an emoji` : t`Emoji: ${emoji}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="grid size-10 shrink-0 place-items-center rounded-sm border border-edge bg-bg text-xl leading-none hover:bg-tint pointer-coarse:size-touch"
      >
        {emoji === null ? (
          <SmilePlus className="size-5 text-muted" strokeWidth={1.8} aria-hidden="true" />
        ) : (
          <EmojiSign sign={emoji} />
        )}
      </button>
      {isOpen && (
        <PickerPopover
          anchor={button}
          withCustom={hasCustom}
          onPick={(picked) => {
            close();
            onPick(picked);
            button.current?.focus();
          }}
          onClose={close}
          onGiveUp={close}
        />
      )}
    </>
  );
}
