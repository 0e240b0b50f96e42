import { MessageSquareText } from 'lucide-react';
import { Link } from '../../lib/router/index.ts';
import { plural, t } from '../../lib/words.ts';
import { useClientState } from '../../session/client.ts';
import { countUnread } from './followed.ts';

/** Above the chats, while there is something unread in threads that one follows. The menu leads to all of them. */
export function ThreadsLink() {
  const unread = useClientState(countUnread);
  if (unread === 0) return null;
  return (
    <Link
      to="/threads"
      className="mx-2 mb-1 flex min-h-9 items-center gap-3 rounded-md px-3 text-sm font-semibold hover:bg-tint pointer-coarse:min-h-touch"
    >
      <MessageSquareText className="size-4.5 shrink-0 text-muted" strokeWidth={1.8} aria-hidden="true" />
      {t`Threads`}
      <span className="tabular ms-auto grid min-w-5 place-items-center rounded-full bg-unread px-1.5 text-2xs text-on-unread">
        <span aria-hidden="true">{unread}</span>
        <span className="sr-only">{t`${plural(unread, { one: '# with unread replies', other: '# with unread replies' })}`}</span>
      </span>
    </Link>
  );
}
