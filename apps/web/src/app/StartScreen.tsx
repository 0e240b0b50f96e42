import { t } from '../lib/words.ts';
import { Logo } from '../ui/Logo.tsx';

/** What stands here for the moment until it is known who this is. */
export function StartScreen({ isUnreachable = false }: { isUnreachable?: boolean }) {
  return (
    <main data-starting={!isUnreachable || undefined} className="grid h-full place-items-center bg-surface px-6">
      <div className="flex flex-col items-center gap-4 text-center">
        <Logo className="size-11 text-accent" />
        <div role="status" className="min-h-6 text-muted">
          {isUnreachable ? <Unreachable /> : <span className="sr-only">{t`Loading…`}</span>}
        </div>
      </div>
    </main>
  );
}

/** The server is asked again by itself (SessionProvider), and this with it. */
function Unreachable() {
  return (
    <>
      <p className="mb-1 font-medium text-text">
        {navigator.onLine ? t`The server can’t be reached` : t`You are offline`}
      </p>
      <p className="text-balance">
        {t`Confab continues as soon as you’re back online. Your drafts and unsent messages are kept.`}
      </p>
    </>
  );
}
