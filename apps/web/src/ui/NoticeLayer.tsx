import { X } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { dismissNotice, readNotices, subscribeNotices, type Notice } from '../lib/notices.ts';
import { t } from '../lib/words.ts';
import { Button } from './Button.tsx';

/** What could not be done, or can be undone, said where it covers nothing that one writes or reads next. */
export function NoticeLayer() {
  const notices = useSyncExternalStore(subscribeNotices, readNotices);
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-20 z-50 flex flex-col items-center gap-2 px-3"
    >
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeLine({ notice: { id, text, shownMs, choice } }: { notice: Notice }) {
  useEffect(() => {
    const timer = setTimeout(() => dismissNotice(id), shownMs);
    return () => clearTimeout(timer);
  }, [id, shownMs]);
  return (
    <div className="pops pointer-events-auto flex max-w-md items-center gap-2 rounded-md border border-line bg-raised py-1.5 pe-1.5 ps-3.5 text-sm shadow-2">
      <p className="min-w-0 wrap-anywhere">{text}</p>
      {choice && (
        <Button
          look="soft"
          size="s"
          className="shrink-0"
          onClick={() => {
            dismissNotice(id);
            choice.run();
          }}
        >
          {choice.label}
        </Button>
      )}
      <button
        type="button"
        aria-label={t`Dismiss`}
        onClick={() => dismissNotice(id)}
        className="grid size-7.5 shrink-0 place-items-center rounded-sm text-muted hover:bg-tint hover:text-text pointer-coarse:size-11"
      >
        <X className="size-4" strokeWidth={1.8} aria-hidden="true" />
      </button>
    </div>
  );
}
