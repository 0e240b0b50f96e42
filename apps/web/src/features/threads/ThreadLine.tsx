import type { Message } from '@confab/protocol';
import { useMemo } from 'react';
import { threadPath } from '../../lib/addresses.ts';
import { exactTime, listTime } from '../../lib/dates.ts';
import { Link } from '../../lib/router/index.ts';
import { useNow } from '../../lib/use-now.ts';
import { plural, t } from '../../lib/words.ts';
import { useChat, useNames } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';

/** Faces shown of a thread: there is room for them on a phone. */
const facesMax = 3;

/** Under a message that others answered in a thread: how many, who and when. Leads there. */
export function ThreadLine({ message: { chatId, seq, thread } }: { message: Message }) {
  return thread && <Line chatId={chatId} seq={seq} thread={thread} />;
}

type LineProps = { chatId: string; seq: number; thread: NonNullable<Message['thread']> };

function Line({ chatId, seq, thread: { id, count, userIds, lastAt } }: LineProps) {
  const faces = useMemo(() => userIds.slice(0, facesMax), [userIds]);
  const names = useNames(faces);
  const now = useNow();
  const unread = useChat(id)?.unread ?? 0;
  return (
    <Link
      to={threadPath(chatId, seq)}
      className="mt-1 flex h-7 w-fit max-w-full items-center gap-2 rounded-sm pe-2 text-sm hover:bg-tint pointer-coarse:h-touch"
    >
      <span className="flex shrink-0 -space-x-1" aria-hidden="true">
        {faces.map((userId, place) => (
          <Avatar key={userId} id={userId} name={names[place] ?? ''} size="xs" on="bg" />
        ))}
      </span>
      <span className="shrink-0 font-semibold text-accent-text">
        {t`${plural(count, { one: '# reply', other: '# replies' })}`}
      </span>
      {unread > 0 && (
        <>
          <span className="size-2 shrink-0 rounded-full bg-unread" aria-hidden="true" />
          <span className="sr-only">{t`Unread`}</span>
        </>
      )}
      <time dateTime={lastAt} title={exactTime(lastAt)} className="tabular truncate text-2xs text-faint">
        {t`last reply ${listTime(lastAt, now)}`}
      </time>
    </Link>
  );
}
