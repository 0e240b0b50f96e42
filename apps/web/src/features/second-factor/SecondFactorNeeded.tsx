import { createSecondFactorActions } from '@confab/client/second-factor';
import { rest } from '../../lib/rest.ts';
import { usePageTitle } from '../../lib/use-page-title.ts';
import { t } from '../../lib/words.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Logo } from '../../ui/Logo.tsx';
import { FactorList } from './FactorList.tsx';

const actions = createSecondFactorActions(rest);

/** All that there is for whoever's role needs a second factor, until they have set one up. */
export function SecondFactorNeeded() {
  const { refreshEverywhere } = useSession();
  usePageTitle(t`Set up a second step`);
  return (
    <main className="grid h-full overflow-y-auto bg-surface px-4 py-6">
      <div className="m-auto w-full max-w-form rounded-xl bg-raised px-6.5 pt-7.5 pb-6.5 shadow-2">
        <Logo className="-ms-1 size-9.5 text-accent" />
        <h1 className="mt-3.5 text-xl font-bold tracking-tighter">{t`Set up a second step`}</h1>
        <p className="mt-0.5 mb-4 text-sm text-pretty text-muted">
          {t`Your role here needs more than a password. Set up a passkey or an authenticator app, and you go on to your chats.`}
        </p>
        <FactorList actions={actions} onChanged={refreshEverywhere} />
        <Button
          look="danger-quiet"
          className="-ms-3.5 mt-3"
          onClick={() =>
            void rest
              .logout()
              .catch(() => undefined)
              .finally(refreshEverywhere)
          }
        >{t`Log out`}</Button>
      </div>
    </main>
  );
}
