import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type EmptyStateProps = {
  icon: LucideIcon;
  /** In the place of the icon. */
  mark?: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
  /** Below everything else. */
  more?: ReactNode;
  /** It is all that the page says, so its title is the page's. */
  isPage?: boolean;
};

/** Nothing is here yet: says so, and what to do next. */
export function EmptyState({ icon: Icon, mark, title, children, action, more, isPage = false }: EmptyStateProps) {
  const Heading = isPage ? 'h1' : 'h2';
  return (
    <div className="m-auto flex max-w-80 flex-col items-center px-6 py-10 text-center">
      <span className="mb-4 grid size-14 place-items-center rounded-xl bg-accent-soft text-accent-text">
        {mark ?? <Icon className="size-6.5" strokeWidth={1.7} aria-hidden="true" />}
      </span>
      <Heading className="text-lg font-semibold tracking-tight">{title}</Heading>
      <p className="mt-1 text-pretty text-muted">{children}</p>
      {action !== undefined && <div className="mt-5">{action}</div>}
      {more}
    </div>
  );
}
