import { ChevronLeft, ShieldCheck } from 'lucide-react';
import { Link, matchPath, useLocation } from '../../lib/router/index.ts';
import { t } from '../../lib/words.ts';
import { useLateRegistry } from '../../registry/registry.ts';
import type { AdminPage } from '../../registry/web-feature.ts';
import { useClient, useIsServerKnown } from '../../session/client.ts';
import { useOwnAccount } from '../../session/own-account.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { UnknownPane } from '../../ui/UnknownPane.tsx';
import { AdminNav } from './AdminNav.tsx';
import { adminPath } from './admin-path.ts';
import { mayIn } from './may-in.ts';

/**
 * Its pages stand beside the way to them where there is room. Where there is not, the list of them is a page of its own, and each
 * has a way back to it.
 */
export function AdminPane() {
  const { pathname } = useLocation();
  const pages = useAdminPages();
  if (pages === null) return null;
  if (pages.length === 0) return <NotForYou />;
  const isList = matchPath('/admin', pathname) !== null;
  const page = isList ? pages[0] : pages.find(({ path }) => matchPath(`/admin/${path}/*`, pathname));
  if (!page) return <UnknownPane />;
  const title = page.title();
  return (
    <div className="page-frame flex min-h-0 flex-1 flex-col">
      <header className="conversation-header flex min-h-15 shrink-0 items-center gap-1 border-b border-line pt-safe-top">
        {isList ? <BackLink /> : <BackToList />}
        <h1 className="text-base font-semibold tracking-tight">
          <span className={isList ? undefined : 'max-roomy:hidden'}>{t`Administration`}</span>
          {!isList && <span className="roomy:hidden">{title}</span>}
        </h1>
      </header>
      {/* Some pages have nothing to go to with the Tab key: they are scrolled all the same. */}
      <div tabIndex={0} className="page-body min-h-0 flex-1 overflow-y-auto outline-none">
        <div className="flex gap-5 px-5.5 max-wide:px-4">
          <AdminNav
            pages={pages}
            current={page}
            isList={isList}
            className={classNames('roomy:w-44 roomy:shrink-0', !isList && 'max-roomy:hidden')}
          />
          <section
            aria-label={title}
            className={classNames('min-w-0 flex-1 pt-4.5 pb-10', isList && 'max-roomy:hidden')}
          >
            <page.Page key={page.path} rest={isList ? '' : restOf(page, pathname)} />
          </section>
        </div>
      </div>
    </div>
  );
}

/** Null before it is known what the server can do, and what I may. */
function useAdminPages(): readonly AdminPage[] | null {
  const client = useClient();
  const late = useLateRegistry();
  const isServerKnown = useIsServerKnown();
  const account = useOwnAccount();
  if (late === null || account === null || !isServerKnown) return null;
  return late.adminPages.filter((page) => mayIn(client.getState(), account.may, page));
}

function restOf({ path }: AdminPage, pathname: string): string {
  return pathname.slice(adminPath(path).length).replace(/^\/+|\/+$/g, '');
}

function BackToList() {
  return (
    <Link
      to="/admin"
      aria-label={t`Back to administration`}
      className="grid size-10 shrink-0 place-items-center rounded-sm text-muted hover:bg-tint pointer-coarse:min-h-touch pointer-coarse:min-w-touch roomy:hidden"
    >
      <ChevronLeft className="size-5.5" strokeWidth={1.8} aria-hidden="true" />
    </Link>
  );
}

function NotForYou() {
  return (
    <div className="page-frame flex min-h-0 flex-1 flex-col">
      <header className="conversation-header flex min-h-15 shrink-0 items-center border-b border-line pt-safe-top wide:hidden">
        <BackLink />
      </header>
      <div className="flex min-h-0 flex-1">
        <EmptyState icon={ShieldCheck} title={t`For those who run this place`} isPage>
          {t`You have no part in that. If you should, ask an owner or an admin of this place.`}
        </EmptyState>
      </div>
    </div>
  );
}
