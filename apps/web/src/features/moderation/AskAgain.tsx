import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';

/** What the server did not answer, with a way on. The region is always there, so that a screen reader hears it being filled. */
export function AskAgain({ error, onRetry }: { error: string | null; onRetry: () => void }) {
  return (
    <div role="alert">
      {error !== null && (
        <p className="mb-4 flex flex-wrap items-center gap-3 rounded-sm bg-danger-soft px-3 py-2 text-sm text-danger">
          <span className="min-w-0 flex-1">{error}</span>
          <Button size="s" onClick={onRetry}>
            {t`Try again`}
          </Button>
        </p>
      )}
    </div>
  );
}

/** In the shape of what comes. */
export function Rows() {
  return (
    <div aria-busy="true" aria-label={t`Loading`} role="status" className="flex flex-col">
      {[0, 1, 2, 3].map((row) => (
        <span key={row} className="flex min-h-14 flex-col justify-center gap-2 border-b border-line">
          <span className="skeleton h-3 w-40" />
          <span className="skeleton h-2.5 w-64 max-w-full" />
        </span>
      ))}
    </div>
  );
}
