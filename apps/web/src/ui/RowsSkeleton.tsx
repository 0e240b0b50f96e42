import { t } from '../lib/words.ts';

/** In the shape of what comes: rows of a list. */
export function RowsSkeleton() {
  return (
    <div aria-busy="true" aria-label={t`Loading`} role="status" className="flex flex-col">
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div key={row} className="flex min-h-14 items-center gap-3 border-b border-line">
          <span className="skeleton size-9 rounded-avatar" />
          <span className="flex flex-1 flex-col gap-2">
            <span className="skeleton h-3 w-40" />
            <span className="skeleton h-2.5 w-24" />
          </span>
        </div>
      ))}
    </div>
  );
}
