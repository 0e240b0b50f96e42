import { X } from 'lucide-react';
import { type CSSProperties, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { dismissNotice, readNotices, subscribeNotices, type Notice } from '../lib/notices.ts';
import { t } from '../lib/words.ts';
import { Button } from './Button.tsx';
import { classNames } from './class-names.ts';

/** What could not be done, or can be undone, said where it covers nothing that one writes or reads next. */
export function NoticeLayer() {
  const notices = useSyncExternalStore(subscribeNotices, readNotices);
  const place = usePlace(notices);
  return (
    <div
      role="status"
      className={classNames(
        'pointer-events-none fixed inset-x-0 z-45 flex flex-col items-center gap-2 px-3',
        place === null
          ? 'bottom-4 mb-safe-bottom wide:items-end'
          : 'max-wide:top-under-header max-wide:in-data-cut-off:mt-16 wide:bottom-(--notice-bottom) wide:items-end wide:pe-(--notice-end)',
      )}
      style={place ?? undefined}
    >
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

const abovePx = 8;

type Place = CSSProperties & { '--notice-bottom': string; '--notice-end': string };

/**
 * Above what one writes in, at its end: there messages have room. A narrow screen has none there: it is said under the header, where
 * the older messages are. Null where nobody writes.
 */
function usePlace(notices: readonly Notice[]): Place | null {
  const [place, setPlace] = useState<Place | null>(null);
  useLayoutEffect(() => {
    if (notices.length === 0) return;
    let writing: readonly Element[] = [];
    const measure = (): void => setPlace(placeOver(writing.map((element) => element.getBoundingClientRect())));
    const sizes = new ResizeObserver(measure);
    /** After a switch of chats it is another. */
    function find(): void {
      const found = [...document.querySelectorAll('.composer, [data-selection-bar]')];
      if (found.length === writing.length && found.every((element, index) => element === writing[index])) return;
      writing = found;
      sizes.disconnect();
      for (const element of writing) sizes.observe(element);
      measure();
    }
    const changes = new MutationObserver(find);
    changes.observe(document.body, { childList: true, subtree: true });
    find();
    if (writing.length === 0) measure();
    return () => {
      changes.disconnect();
      sizes.disconnect();
    };
  }, [notices]);
  return place;
}

function placeOver(boxes: readonly DOMRect[]): Place | null {
  // One of them stands for the other, which has no height then.
  const shown = boxes.filter(({ height }) => height > 0);
  if (shown.length === 0) return null;
  const { documentElement: page } = document;
  const end =
    getComputedStyle(page).direction === 'rtl'
      ? Math.min(...shown.map(({ left }) => left))
      : Math.min(...shown.map(({ right }) => page.clientWidth - right));
  return {
    '--notice-bottom': `${page.clientHeight - Math.min(...shown.map(({ top }) => top)) + abovePx}px`,
    '--notice-end': `${end}px`,
  };
}

function NoticeLine({ notice: { id, text, shownMs, choice } }: { notice: Notice }) {
  useEffect(() => {
    const timer = setTimeout(() => dismissNotice(id), shownMs);
    return () => clearTimeout(timer);
  }, [id, shownMs]);
  return (
    <div className="pops pointer-events-auto flex max-w-md flex-wrap items-center justify-end gap-2 rounded-md border border-line bg-raised py-1.5 pe-1.5 ps-3.5 text-sm shadow-2">
      <p className="min-w-44 flex-1 basis-44 wrap-anywhere">{text}</p>
      {choice &&
        [choice, ...(choice.other ? [choice.other] : [])].map(({ label, run }) => (
          <Button
            key={label}
            look="soft"
            size="s"
            className="shrink-0"
            onClick={() => {
              dismissNotice(id);
              run();
            }}
          >
            {label}
          </Button>
        ))}
      <button
        type="button"
        aria-label={t`Dismiss`}
        onClick={() => {
          dismissNotice(id);
          choice?.whenClosed?.();
        }}
        className="grid size-7.5 shrink-0 place-items-center rounded-sm text-muted hover:bg-tint hover:text-text pointer-coarse:size-11"
      >
        <X className="size-4" strokeWidth={1.8} aria-hidden="true" />
      </button>
    </div>
  );
}
