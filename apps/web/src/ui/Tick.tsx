import { Check } from 'lucide-react';
import { classNames } from './class-names.ts';

/** Whether an option of several is chosen. What it stands in says so to a screen reader. */
export function Tick({ isOn }: { isOn: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'grid size-4.75 shrink-0 place-items-center rounded-sm border-tick transition-colors',
        isOn ? 'border-accent bg-accent text-on-accent' : 'border-edge',
      )}
    >
      {isOn && <Check className="size-3.25" strokeWidth={3} />}
    </span>
  );
}
