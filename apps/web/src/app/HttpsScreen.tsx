import { t } from '../lib/words.ts';
import { Logo } from '../ui/Logo.tsx';

/** Instead of the app, on a page that was opened over http though sessions are for https alone. */
export function HttpsScreen({ address }: { address: string }) {
  return (
    <main className="grid h-full place-items-center bg-surface p-6">
      <div className="grid max-w-sm justify-items-center gap-3 text-center">
        <Logo className="size-8 text-accent" />
        <h1 className="text-lg font-semibold">{t`Confab only works over HTTPS`}</h1>
        <p className="text-muted">{t`You opened it over HTTP, where nobody can stay logged in. Continue here:`}</p>
        <a className="max-w-full break-words font-semibold text-accent-text hover:underline" href={address}>
          {address}
        </a>
      </div>
    </main>
  );
}
