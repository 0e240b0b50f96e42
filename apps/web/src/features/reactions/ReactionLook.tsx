import type { ComponentProps, MouseEventHandler, ReactNode } from 'react';
import { plural, t } from '../../lib/words.ts';
import { classNames } from '../../ui/class-names.ts';

export function ReactionGroup({ children }: { children: ReactNode }) {
  return (
    <div className="mt-1.25 mb-0.5 flex flex-wrap gap-1.25" role="group" aria-label={t`Reactions`}>
      {children}
    </div>
  );
}

type ReactionLookProps = ComponentProps<'button'> & { emoji: ReactNode; count: number; isMine: boolean };

/** One emoji and how many chose it. */
export function ReactionLook({ emoji, count, isMine, ...rest }: ReactionLookProps) {
  return (
    <button
      type="button"
      aria-pressed={isMine}
      className={classNames(
        'tabular inline-flex min-h-6.5 pointer-coarse:min-h-9 pointer-coarse:min-w-touch pointer-coarse:justify-center items-center gap-1.25 rounded-full border px-2 text-xs transition-colors',
        isMine
          ? 'border-accent/45 bg-accent-soft font-semibold text-accent-text hover:bg-accent-soft-hover'
          : 'border-line bg-surface text-muted hover:border-line-strong',
      )}
      {...rest}
    >
      <span aria-hidden="true">{emoji}</span>
      {count}
    </button>
  );
}

/** Different ones under a message before the others are behind "+3 more". One alone is not put away. */
const chipsShown = 12;

export function shownOf<One>(all: readonly One[]): readonly One[] {
  return all.length > chipsShown + 1 ? all.slice(0, chipsShown) : all;
}

export function MoreReactions({ count, onClick }: { count: number; onClick?: MouseEventHandler }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="tabular inline-flex min-h-6.5 items-center rounded-full px-2 text-xs text-muted hover:text-text hover:underline pointer-coarse:min-h-9"
    >
      {t`${plural(count, { one: '+# more', other: '+# more' })}`}
    </button>
  );
}
