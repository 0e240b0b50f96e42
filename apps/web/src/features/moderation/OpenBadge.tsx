import { plural, t } from '../../lib/words.ts';
import { useOpenCount } from './open-count.ts';

/** How many reports wait for a moderator. */
export function OpenBadge() {
  const count = useOpenCount();
  if (count === null || count === 0) return null;
  return (
    <span
      className="tabular min-w-4.75 rounded-full bg-accent px-1.5 text-center text-3xs/4.75 font-bold text-on-accent"
      style={{ counterIncrement: `waiting ${count}` }}
    >
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{t`${plural(count, { one: '# open report', other: '# open reports' })}`}</span>
    </span>
  );
}
