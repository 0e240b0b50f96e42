import type { Message } from '@confab/protocol';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../lib/words.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmojiPicker } from './any-emoji.ts';
import { offeredEmoji } from './offered-emoji.ts';
import { useReact } from './use-react.ts';

/** As many as fit beside the "+" at 320 px. */
const quickCount = 5;
const look =
  'grid size-touch shrink-0 place-items-center rounded-full text-xl leading-none bg-tint active:bg-tint-strong';

/** A row of reactions to tap, and the rest behind its "+". */
export function QuickReactions({ message, onDone }: { message: Message; onDone: () => void }) {
  const { isOn, toggle } = useReact(message);
  const [hasMore, setMore] = useState(false);
  function react(emoji: string): void {
    toggle(emoji);
    onDone();
  }
  if (hasMore) {
    return (
      <div className="mb-1.5 border-b border-line px-1.5 pb-2.5">
        <EmojiPicker onPick={react} onGiveUp={() => setMore(false)} />
      </div>
    );
  }
  return (
    <div
      role="group"
      aria-label={t`React`}
      className="mb-1.5 flex flex-wrap justify-between gap-y-1.5 border-b border-line px-1.5 pb-2.5"
    >
      {offeredEmoji.slice(0, quickCount).map(({ emoji, name }) => (
        <button
          key={emoji}
          type="button"
          aria-label={name()}
          aria-pressed={isOn(emoji)}
          onClick={() => react(emoji)}
          className={classNames(look, isOn(emoji) && 'bg-accent-soft outline-2 -outline-offset-2 outline-accent')}
        >
          {emoji}
        </button>
      ))}
      <button type="button" aria-label={t`More reactions`} onClick={() => setMore(true)} className={look}>
        <Plus className="size-5 text-muted" strokeWidth={1.8} aria-hidden="true" />
      </button>
    </div>
  );
}
