import type { Message } from '@confab/protocol';
import { messagePath } from '../../../lib/addresses.ts';
import { exactTime, listTime } from '../../../lib/dates.ts';
import { Link } from '../../../lib/router/index.ts';
import { useNow } from '../../../lib/use-now.ts';
import { useName } from '../../../session/client.ts';

/** Who sent it and when, and the way to it. */
export function SentFoot({ message: { senderId, createdAt, chatId, seq } }: { message: Message }) {
  const name = useName(senderId);
  const now = useNow();
  return (
    <Link
      to={messagePath(chatId, seq)}
      className="flex gap-2 rounded-sm px-1.5 pt-0.5 text-2xs text-muted hover:text-text hover:underline"
    >
      <bdi className="min-w-0 truncate">{name}</bdi>
      <time dateTime={createdAt} title={exactTime(createdAt)} className="tabular ms-auto shrink-0">
        {listTime(createdAt, now)}
      </time>
    </Link>
  );
}
