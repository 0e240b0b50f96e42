import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type EmptyStateProps = { icon: LucideIcon; title: string; children: ReactNode; action?: ReactNode };

/** Nothing is here yet: says so, and what to do next. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="m-auto flex max-w-80 flex-col items-center px-6 py-10 text-center">
      <span className="mb-4 grid size-14 place-items-center rounded-[18px] bg-accent-soft text-accent-text">
        <Icon className="size-6.5" strokeWidth={1.7} aria-hidden="true" />
      </span>
      <h2 className="text-lg font-semibold tracking-[-0.012em]">{title}</h2>
      <p className="mt-1 text-pretty text-muted">{children}</p>
      {action !== undefined && <div className="mt-5">{action}</div>}
    </div>
  );
}
