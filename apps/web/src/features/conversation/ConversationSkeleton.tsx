import { HistorySkeleton } from './HistorySkeleton.tsx';

/** The shape of a conversation, until it is known which one it is. */
export function ConversationSkeleton() {
  return (
    <div className="flex min-h-0 flex-1 flex-col" aria-busy="true" data-starting>
      <div
        className="flex min-h-15 shrink-0 flex-col justify-center gap-2 border-b border-line px-5.5"
        aria-hidden="true"
      >
        <span className="skeleton h-3.5 w-36" />
        <span className="skeleton h-2.5 w-28" />
      </div>
      <HistorySkeleton />
      <div
        className="mx-5.5 mt-6.5 mb-4.5 h-12 shrink-0 rounded-lg border border-line bg-raised max-wide:mx-2.5 max-wide:mb-2.5"
        aria-hidden="true"
      />
    </div>
  );
}
