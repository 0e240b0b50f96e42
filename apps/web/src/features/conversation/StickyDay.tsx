import type { ChatState } from '@confab/client';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { messagePath } from '../../lib/addresses.ts';
import { dayLabel } from '../../lib/dates.ts';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { useNavigate } from '../../lib/router/index.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { classNames } from '../../ui/class-names.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';

const DayCalendar = lazySurface(async () => (await import('./DayCalendar.tsx')).DayCalendar, DialogFailure);

/** So long after the log has moved the day is still there. */
const shownMs = 2_500;

type StickyDayProps = {
  chat: ChatState;
  log: RefObject<HTMLElement | null>;
  at: string;
};

/** Of which day the first message is that one sees, while one scrolls; a way to another day. */
export function StickyDay({ chat, log, at }: StickyDayProps) {
  const client = useClient();
  const navigate = useNavigate();
  const button = useRef<HTMLButtonElement>(null);
  const [isChoosing, setChoosing] = useState(false);
  const isMoving = useIsMoving(log);
  const isFor = useClientState(({ features }) => features.includes('dates'));
  const now = useNow();
  const isShown = isMoving || isChoosing;

  async function goTo(day: Date): Promise<void> {
    setChoosing(false);
    try {
      const seq = await client.findSeqAt(chat.id, day);
      if (seq > 0) navigate(messagePath(chat.id, seq));
    } catch (reason) {
      tell(t`Couldn’t jump to that day. ${failureText(reason)}`);
    }
  }

  return (
    <div className="pointer-events-none absolute inset-x-0 top-2 flex justify-center">
      <button
        ref={button}
        type="button"
        data-sticky-day
        disabled={!isFor}
        aria-label={t`${dayLabel(at, now)}. Jump to a day`}
        onClick={() => setChoosing(true)}
        className={classNames(
          'tabular min-h-7 rounded-full bg-raised px-3 text-xs font-medium text-muted shadow-2 transition-opacity enabled:hover:text-text focus-visible:pointer-events-auto focus-visible:opacity-100 pointer-coarse:min-h-touch',
          isShown ? 'pointer-events-auto opacity-100' : 'opacity-0',
        )}
      >
        {dayLabel(at, now)}
      </button>
      {isChoosing && (
        <DayCalendar
          anchor={button}
          day={new Date(at)}
          firstDay={new Date(chat.createdAt)}
          onChoose={(day) => void goTo(day)}
          onClose={() => setChoosing(false)}
          onGiveUp={() => setChoosing(false)}
        />
      )}
    </div>
  );
}

function useIsMoving(log: RefObject<HTMLElement | null>): boolean {
  // It comes with the first movement, which it does not hear of itself.
  const [isMoving, setMoving] = useState(true);
  useEffect(() => {
    const listening = new AbortController();
    let rest = setTimeout(() => setMoving(false), shownMs);
    const onScroll = (): void => {
      setMoving(true);
      clearTimeout(rest);
      rest = setTimeout(() => setMoving(false), shownMs);
    };
    log.current?.addEventListener('scroll', onScroll, { passive: true, signal: listening.signal });
    return () => {
      clearTimeout(rest);
      listening.abort();
    };
  }, [log]);
  return isMoving;
}
