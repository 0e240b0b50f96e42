import type { LucideIcon } from 'lucide-react';
import { classNames } from '../../ui/class-names.ts';

type DownloadLinkProps = { to: string; icon: LucideIcon; className?: string; children: string };

/** The browser saves what is there; its cookie says who asks. */
export function DownloadLink({ to, icon: Icon, className, children }: DownloadLinkProps) {
  return (
    <a
      href={to}
      download
      className={classNames(
        'inline-flex min-h-8 items-center gap-1.5 rounded-sm bg-tint px-3 py-1 text-sm font-medium transition-colors hover:bg-tint-strong pointer-coarse:min-h-touch',
        className,
      )}
    >
      <Icon className="size-4" strokeWidth={1.8} aria-hidden="true" />
      {children}
    </a>
  );
}
