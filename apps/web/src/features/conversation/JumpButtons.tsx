import type { LucideIcon } from 'lucide-react';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { composerToType } from '../../lib/composer-focus.ts';
import { useFocusHandOver } from '../../lib/use-focus-hand-over.ts';
import { plural, t } from '../../lib/words.ts';
import type { Unread } from './use-log-view.ts';

type JumpButtonsProps = {
  count: number;
  isAtNewest: boolean;
  /** Where the first unread message is, as seen from here. */
  unread: Unread;
  onNewest: () => void;
  onUnread: () => void;
};

/** Over the end of the log: ways to what one does not see. */
export function JumpButtons({ count, isAtNewest, unread, onNewest, onUnread }: JumpButtonsProps) {
  const isUnreadAway = unread === 'above' || unread === 'below';
  if (isAtNewest && !isUnreadAway) return null;
  return (
    <div className="pointer-events-none absolute inset-x-2 bottom-3 flex flex-wrap justify-center gap-2">
      {isUnreadAway && (
        <JumpButton icon={unread === 'above' ? ArrowUp : ArrowDown} onJump={onUnread}>
          {t`First unread`}
        </JumpButton>
      )}
      {!isAtNewest && (
        <JumpButton icon={ArrowDown} onJump={onNewest}>
          {count > 0 ? t`${plural(count, { one: '# new message', other: '# new messages' })}` : t`Newest messages`}
        </JumpButton>
      )}
    </div>
  );
}

function JumpButton({ icon: Icon, onJump, children }: { icon: LucideIcon; onJump: () => void; children: ReactNode }) {
  const button = useRef<HTMLButtonElement>(null);
  useFocusHandOver(button, composerToType);
  return (
    <button
      ref={button}
      type="button"
      onClick={onJump}
      className="pointer-events-auto flex min-h-8.5 items-center gap-2 rounded-full bg-raised px-3.5 text-sm font-medium text-accent-text shadow-2 transition-colors hover:bg-accent-soft pointer-coarse:min-h-touch"
    >
      <Icon className="size-4" strokeWidth={2} aria-hidden="true" />
      <span className="tabular">{children}</span>
    </button>
  );
}
