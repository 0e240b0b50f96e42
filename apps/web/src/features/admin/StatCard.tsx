import type { ReactNode } from 'react';
import { perLocale } from '../../lib/locale.ts';

const numbers = perLocale((locale) => new Intl.NumberFormat(locale));

type StatCardProps = {
  label: string;
  /** Null before it is known. */
  value: ReactNode | null;
  note?: ReactNode;
};

/** One number that tells how things are. In a list of such: a `dl`. */
export function StatCard({ label, value, note }: StatCardProps) {
  return (
    <div className="rounded-md border border-line px-4 py-3.5">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="mt-1">
        {value === null ? (
          <span className="skeleton my-0.5 block h-6 w-16" />
        ) : (
          <span className="block truncate text-xl font-semibold tracking-tight tabular-nums">
            {typeof value === 'number' ? numbers().format(value) : value}
          </span>
        )}
        <span className="mt-0.5 block min-h-4.5 truncate text-xs text-muted">{note}</span>
      </dd>
    </div>
  );
}
