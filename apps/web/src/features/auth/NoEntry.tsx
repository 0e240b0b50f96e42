import type { ReactNode } from 'react';
import { Link, useLocation } from '../../lib/router/index.ts';
import { usePageTitle } from '../../lib/use-page-title.ts';
import { t } from '../../lib/words.ts';
import { AuthCard } from './AuthCard.tsx';
import { withAccount } from './invited.ts';

type NoEntryProps = { title: string; subtitle: string; picture?: string | undefined; children: ReactNode };

/** In the place of a form: why nobody can fill one in, or what comes next. */
export function NoEntry({ title, subtitle, picture, children }: NoEntryProps) {
  const { state } = useLocation();
  usePageTitle(title);
  return (
    <AuthCard title={title} subtitle={subtitle} picture={picture}>
      <div role="status" className="text-pretty text-text">
        {children}
      </div>
      <p className="mt-4 text-center text-sm">
        <Link to="/login" state={withAccount(state)} className="font-semibold text-accent-text hover:underline">
          {t`Log in`}
        </Link>
      </p>
    </AuthCard>
  );
}
