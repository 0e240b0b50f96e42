import { ChevronRight } from 'lucide-react';
import { Link } from '../../lib/router/index.ts';
import { t } from '../../lib/words.ts';
import type { AdminPage } from '../../registry/web-feature.ts';
import { classNames } from '../../ui/class-names.ts';
import { adminPath } from './admin-path.ts';

type AdminNavProps = {
  pages: readonly AdminPage[];
  current: AdminPage;
  /** Nothing was chosen: where there is no room beside it, it is all there is. */
  isList: boolean;
  className: string;
};

/** Beside the page it goes along while that is read. */
export function AdminNav({ pages, current, isList, className }: AdminNavProps) {
  return (
    <nav aria-label={t`Administration`} className={classNames('max-roomy:flex-1', className)}>
      <ul className="sticky top-0 flex flex-col gap-px pt-4.5 pb-6">
        {pages.map((page) => (
          <li key={page.path}>
            <NavLink page={page} isCurrent={page === current} isList={isList} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NavLink({ page, isCurrent, isList }: { page: AdminPage; isCurrent: boolean; isList: boolean }) {
  const { path, title, icon: Icon, Badge } = page;
  return (
    <Link
      to={adminPath(path)}
      aria-current={isCurrent && !isList ? 'page' : undefined}
      className={classNames(
        'flex min-h-9 items-center gap-2.5 rounded-sm px-2.5 text-sm transition-colors pointer-coarse:min-h-touch max-roomy:min-h-12 max-roomy:text-base',
        isCurrent
          ? 'roomy:bg-accent-soft roomy:font-medium roomy:text-accent-text max-roomy:hover:bg-tint'
          : 'text-muted hover:bg-tint hover:text-text max-roomy:text-text',
      )}
    >
      <Icon className="size-4 shrink-0 max-roomy:size-5 max-roomy:text-muted" strokeWidth={1.8} aria-hidden="true" />
      <span className="min-w-0 flex-1 truncate">{title()}</span>
      {Badge && <Badge />}
      <ChevronRight
        className="size-4 shrink-0 text-faint rtl:-scale-x-100 roomy:hidden"
        strokeWidth={1.8}
        aria-hidden="true"
      />
    </Link>
  );
}
