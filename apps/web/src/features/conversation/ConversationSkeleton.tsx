import { HistorySkeleton } from './HistorySkeleton.tsx';

/** The shape of a conversation, until it is known which one it is. */
export function ConversationSkeleton() {
  return (
    <div className="conversation flex min-h-0 min-w-0 flex-1 flex-col" aria-busy="true" data-starting>
      <div
        className="conversation-header flex min-h-15 shrink-0 flex-col justify-center gap-2 border-b border-line pt-safe-top max-wide:ps-13.5"
        aria-hidden="true"
      >
        <span className="skeleton h-3.5 w-36" />
        <span className="skeleton h-2.5 w-28" />
      </div>
      <div className="mx-auto flex min-h-0 w-full max-w-column flex-1 flex-col pb-2">
        <HistorySkeleton />
      </div>
      <div
        className="composer-place mt-6.5 h-20.75 shrink-0 self-center rounded-lg border border-line bg-raised pointer-coarse:h-26.5"
        aria-hidden="true"
      />
    </div>
  );
}
