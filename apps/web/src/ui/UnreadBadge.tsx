import { plural, t } from '../lib/words.ts';

export function UnreadBadge({ count }: { count: number }) {
  return (
    <span className="tabular min-w-4.75 shrink-0 rounded-full bg-unread px-1.5 text-center text-3xs/4.75 font-bold text-on-unread">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{t`${plural(count, { one: '# unread', other: '# unread' })}`}</span>
    </span>
  );
}
