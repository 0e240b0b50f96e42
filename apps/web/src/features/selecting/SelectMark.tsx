import type { Message } from '@confab/protocol';
import { Check } from 'lucide-react';
import { clockTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';
import { useName } from '../../session/client.ts';
import { classNames } from '../../ui/class-names.ts';
import { toggleSelected } from './selection.ts';

/**
 * In the place of the picture, over the whole row: wherever one presses, the message is chosen. A check box, so that a screen
 * reader says what it is; by keys it is the message that has the focus, and Space.
 */
export function SelectMark({ message, isOn }: { message: Message; isOn: boolean }) {
  const name = useName(message.senderId);
  return (
    <label className="absolute inset-0 z-20 cursor-pointer wide:rounded-md">
      <input
        type="checkbox"
        tabIndex={-1}
        checked={isOn}
        onChange={({ currentTarget }) => {
          toggleSelected(message);
          // The keys go on from the message.
          currentTarget
            .closest('[data-message]')
            ?.querySelector<HTMLElement>('[data-row]')
            ?.focus({ preventScroll: true });
        }}
        aria-label={t`Select ${name}’s message, ${clockTime(message.createdAt)}`}
        className="sr-only"
      />
      <span aria-hidden="true" className="absolute start-5.5 top-0 grid h-7 w-9 place-items-center max-wide:start-3.5">
        <span
          className={classNames(
            'grid size-5.5 place-items-center rounded-full border-tick transition-colors',
            isOn ? 'border-accent bg-accent text-on-accent' : 'border-edge bg-bg',
          )}
        >
          {isOn && <Check className="size-3.5" strokeWidth={3} />}
        </span>
      </span>
    </label>
  );
}
