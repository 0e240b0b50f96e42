import { Reply, X } from 'lucide-react';
import { rich } from '../../lib/rich.tsx';
import { t } from '../../lib/words.ts';
import { nameOf, useClientState } from '../../session/client.ts';
import { useMessageAt } from '../../session/use-message-at.ts';
import { useQuoteWords } from './quote-words.ts';

type ReplyBarProps = { id: string; chatId: string; seq: number; onCancel: () => void };

/** Above the composer: what the next message answers. */
export function ReplyBar({ id, chatId, seq, onCancel }: ReplyBarProps) {
  const original = useMessageAt(chatId, seq);
  const name = useClientState((state) => (original ? nameOf(state.users, original.senderId) : '…'));
  const words = useQuoteWords(original);
  return (
    <div className="flex items-center gap-2 border-b border-line py-1 pe-1.5 ps-3.5 text-sm">
      <Reply className="size-3.75 shrink-0 text-accent-text rtl:-scale-x-100" strokeWidth={1.8} aria-hidden="true" />
      <p id={id} className="flex min-w-0 flex-1 gap-1.5">
        <span className="max-w-1/2 shrink-0 truncate font-medium text-accent-text">
          {rich(t`Reply to <name/>`, { name: <bdi>{name}</bdi> })}
        </span>
        <bdi className="min-w-0 truncate text-muted">{words}</bdi>
      </p>
      <button
        type="button"
        aria-label={t`Cancel reply`}
        onClick={onCancel}
        className="grid size-7.5 shrink-0 place-items-center rounded-sm text-muted hover:bg-tint hover:text-text pointer-coarse:min-h-touch pointer-coarse:min-w-touch"
      >
        <X className="size-4" strokeWidth={1.8} aria-hidden="true" />
      </button>
    </div>
  );
}
