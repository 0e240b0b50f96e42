import type { Message } from '@confab/protocol';
import { MessageSquareText } from 'lucide-react';
import { threadPath } from '../../lib/addresses.ts';
import { Link } from '../../lib/router/index.ts';
import { t } from '../../lib/words.ts';

/** Above what was said in a thread and in its chat too. Always one line high. */
export function FromThread({ message: { chatId, fromThread } }: { message: Message }) {
  if (!fromThread) return null;
  return (
    <Link
      to={`${threadPath(chatId, fromThread.rootSeq)}/${fromThread.seq}`}
      className="mb-0.5 flex h-5.5 w-fit max-w-full items-center gap-1.5 rounded-sm pe-1.5 text-sm text-muted hover:bg-tint"
    >
      <MessageSquareText className="size-3.5 shrink-0 text-accent-text" strokeWidth={1.8} aria-hidden="true" />
      <span className="truncate">{t`Replied in a thread`}</span>
    </Link>
  );
}
