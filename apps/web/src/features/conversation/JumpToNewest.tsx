import { ArrowDown } from 'lucide-react';
import { useRef } from 'react';
import { composerToType } from '../../lib/composer-focus.ts';
import { useFocusHandOver } from '../../lib/use-focus-hand-over.ts';
import { plural, t } from '../../lib/words.ts';

export function JumpToNewest({ count, onJump }: { count: number; onJump: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useFocusHandOver(button, composerToType);
  const label = count > 0 ? t`${plural(count, { one: '# new message', other: '# new messages' })}` : t`Newest messages`;
  return (
    <button
      ref={button}
      type="button"
      onClick={onJump}
      className="absolute inset-x-2 bottom-3 mx-auto flex min-h-8.5 w-fit items-center gap-2 rounded-full bg-raised px-3.5 text-sm font-medium text-accent-text shadow-2 transition-colors hover:bg-accent-soft"
    >
      <ArrowDown className="size-4" strokeWidth={2} aria-hidden="true" />
      <span className="tabular">{label}</span>
    </button>
  );
}
