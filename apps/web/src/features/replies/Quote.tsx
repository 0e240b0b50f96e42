import type { Message } from '@confab/protocol';
import { Link } from '../../lib/router/index.ts';
import { messagePath } from '../../lib/addresses.ts';
import { exactTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';
import { nameOf, useClientState } from '../../session/client.ts';
import { useMessageAt } from '../../session/use-message-at.ts';
import { QuoteLook } from './QuoteLook.tsx';
import { useQuoteWords } from './quote-words.ts';

/** What a message answers, as it reads by now. Leads there. */
export function Quote({ message }: { message: Message }) {
  return message.reply && <QuoteOf message={message} seq={message.reply.seq} />;
}

function QuoteOf({ message, seq }: { message: Message; seq: number }) {
  const original = useMessageAt(message.chatId, seq);
  const name = useClientState((state) => (original ? nameOf(state.users, original.senderId) : ''));
  const words = useQuoteWords(original);
  return (
    <Link
      to={messagePath(message.chatId, seq)}
      className="mb-0.5 block w-fit max-w-full rounded-sm pe-1.5 hover:bg-tint pointer-coarse:py-0.5"
    >
      <QuoteLook name={name} words={words} note={<EditedSince original={original} reply={message} />} />
    </Link>
  );
}

/** Whoever answered may have read something else. */
function EditedSince({ original, reply }: { original: Message | null | undefined; reply: Message }) {
  if (!original?.editedAt || original.deletedAt !== null || original.editedAt <= reply.createdAt) return null;
  return (
    <span className="shrink-0 text-2xs text-faint" title={exactTime(original.editedAt)}>
      {t`(edited since)`}
    </span>
  );
}
