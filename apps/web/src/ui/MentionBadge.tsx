import { AtSign } from 'lucide-react';
import { plural, t } from '../lib/words.ts';

/** Beside all that is unread: how many of these mention me. */
export function MentionBadge({ count }: { count: number }) {
  return (
    <span className="tabular flex h-4.75 shrink-0 items-center gap-0.5 rounded-full bg-accent px-1.5 text-center text-3xs/4.75 font-bold text-on-accent">
      <AtSign aria-hidden="true" className="size-2.75" strokeWidth={2.5} />
      <span aria-hidden="true">{count > 1 && (count > 99 ? '99+' : count)}</span>
      <span className="sr-only">
        {t`${plural(count, { one: '# message mentions you', other: '# messages mention you' })}`}
      </span>
    </span>
  );
}
