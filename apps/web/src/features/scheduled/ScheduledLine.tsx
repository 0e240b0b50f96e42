import { Clock } from 'lucide-react';
import { Link } from '../../lib/router/index.ts';
import { plural, t } from '../../lib/words.ts';

/** Above the composer: that something waits to be sent from here, and where it is. */
export function ScheduledLine({ count }: { count: number }) {
  return (
    <Link
      to="/scheduled"
      className="flex min-h-8 items-center gap-2 rounded-t-lg border-b border-line px-3.5 py-1 text-xs text-muted -outline-offset-2 hover:text-text pointer-coarse:min-h-touch"
    >
      <Clock className="size-3.5 shrink-0" strokeWidth={1.8} aria-hidden="true" />
      {t`${plural(count, { one: '# scheduled message', other: '# scheduled messages' })}`}
    </Link>
  );
}
