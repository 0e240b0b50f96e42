import { t } from '../lib/words.ts';
import { Logo } from '../ui/Logo.tsx';

/** What stands here for the moment until it is known who this is. */
export function StartScreen({ isUnreachable = false }: { isUnreachable?: boolean }) {
  return (
    <main data-starting={!isUnreachable || undefined} className="grid h-full place-items-center bg-surface px-6">
      <div className="flex flex-col items-center gap-4 text-center">
        <Logo className="size-11 text-accent" />
        <p role="status" className="min-h-6 text-muted">
          {isUnreachable ? (
            t`The server can’t be reached. Trying again…`
          ) : (
            <span className="sr-only">{t`Loading…`}</span>
          )}
        </p>
      </div>
    </main>
  );
}
