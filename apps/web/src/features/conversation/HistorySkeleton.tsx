import { t } from '../../lib/words.ts';

const lines = ['w-72', 'w-44', 'w-96', 'w-60', 'w-80', 'w-52'];

/** The first page of a chat is on its way. */
export function HistorySkeleton() {
  return (
    <div className="mt-auto flex flex-col gap-5 overflow-hidden px-5.5 pb-4 max-wide:px-3.5">
      <span className="sr-only">{t`Loading messages…`}</span>
      {lines.map((width, index) => (
        <div key={index} className="flex gap-3" aria-hidden="true">
          <span className="skeleton size-9 shrink-0 rounded-avatar" />
          <span className="flex min-w-0 flex-1 flex-col gap-2.5 pt-1">
            <span className="skeleton h-3 w-28" />
            <span className={`skeleton h-3 max-w-full ${width}`} />
          </span>
        </div>
      ))}
    </div>
  );
}
