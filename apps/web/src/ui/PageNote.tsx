import { t } from '../lib/words.ts';
import { Button } from './Button.tsx';

type PageNoteProps = { error: string | null; onRetry: () => void };

/** What the server did not answer, with a way on. The region is always there, so that a screen reader hears it being filled. */
export function PageNote({ error, onRetry }: PageNoteProps) {
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
