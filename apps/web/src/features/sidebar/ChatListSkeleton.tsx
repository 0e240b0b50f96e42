import { t } from '../../lib/words.ts';

const widths = ['w-28', 'w-20', 'w-32', 'w-24', 'w-16', 'w-28', 'w-24'];

export function ChatListSkeleton() {
  return (
    <div className="px-2" aria-busy="true" aria-label={t`Loading your chats`} role="status">
      {widths.map((width, index) => (
        <div key={index} className="flex min-h-15 items-center gap-2.75 px-2.25">
          <span className="skeleton size-10 shrink-0 rounded-avatar" />
          <span className="flex min-w-0 flex-1 flex-col gap-2">
            <span className={`skeleton h-3 max-w-full ${width}`} />
            <span className="skeleton h-2.5 w-40 max-w-full" />
          </span>
        </div>
      ))}
    </div>
  );
}
