import { plural, t } from '../lib/words.ts';
import { classNames } from './class-names.ts';

/** `isQuiet`: of a muted chat, which asks for nothing. */
export function UnreadBadge({ count, isQuiet = false }: { count: number; isQuiet?: boolean }) {
  return (
    <span
      className={classNames(
        'tabular min-w-4.75 shrink-0 rounded-full px-1.5 text-center text-3xs/4.75 font-bold',
        isQuiet ? 'bg-tint-strong text-muted' : 'bg-unread text-on-unread',
      )}
    >
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{t`${plural(count, { one: '# unread', other: '# unread' })}`}</span>
    </span>
  );
}
