import { Popover } from '@base-ui/react/popover';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { formatLocale, perLocale } from '../../lib/locale.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { addDays, addMonths, clampDay, startOfDay, weeksOfMonth } from './month-days.ts';

type DayCalendarProps = {
  anchor: RefObject<Element | null>;
  /** The day that one comes from, and the first one that there is to choose. */
  day: Date;
  firstDay: Date;
  onChoose: (day: Date) => void;
  onClose: () => void;
};

/** A month, to jump to a day of a chat. Arrows walk by days and weeks, Home and End to the ends of a week, Page Up and Page Down by months. */
export function DayCalendar({ anchor, day, firstDay, onChoose, onClose }: DayCalendarProps) {
  const today = startOfDay(useNow());
  const first = startOfDay(firstDay);
  const [active, setActive] = useState(() => clampDay(startOfDay(day), first, today));
  const grid = useRef<HTMLDivElement>(null);
  const isByKey = useRef(false);
  const goTo = (next: Date): void => setActive(clampDay(next, first, today));
  const monthAway = (count: number): Date => addMonths(active, count);
  const activeButton = (): HTMLElement | null =>
    grid.current?.querySelector<HTMLElement>(`[data-day="${active.getTime()}"]`) ?? null;
  useEffect(() => {
    // The button of a month keeps the focus, to be pressed again, as long as there are months left.
    if (isByKey.current || document.activeElement?.matches(':disabled')) activeButton()?.focus();
    isByKey.current = false;
  });

  const weeks = weeksOfMonth(active, firstWeekday());

  function onKeyDown(event: KeyboardEvent): void {
    const next = dayByKey(event.key, active, getComputedStyle(event.currentTarget).direction === 'rtl');
    if (next === null) return;
    event.preventDefault();
    isByKey.current = true;
    goTo(next);
  }

  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} side="bottom" sideOffset={6} collisionPadding={8} className="z-30">
          <Popover.Popup
            aria-label={t`Jump to a day`}
            initialFocus={activeButton}
            className="pops max-w-(--available-width) rounded-md bg-raised p-2.5 shadow-2 outline-none"
          >
            <div className="flex items-center gap-1 pb-1.5">
              <p aria-live="polite" className="min-w-0 flex-1 px-2 text-sm font-semibold">
                {monthName().format(active)}
              </p>
              <IconButton
                icon={ChevronLeft}
                label={t`Previous month`}
                size="s"
                disabled={addDays(startOfMonth(active), -1) < first}
                onClick={() => goTo(monthAway(-1))}
                className="rtl:rotate-180 disabled:opacity-40"
              />
              <IconButton
                icon={ChevronRight}
                label={t`Next month`}
                size="s"
                disabled={startOfMonth(monthAway(1)) > today}
                onClick={() => goTo(monthAway(1))}
                className="rtl:rotate-180 disabled:opacity-40"
              />
            </div>
            <div
              ref={grid}
              role="grid"
              aria-label={monthName().format(active)}
              onKeyDown={onKeyDown}
              className="max-w-full pointer-coarse:w-77"
            >
              <div role="row" className="grid grid-cols-7">
                {weeks[0]?.map((one) => (
                  <span
                    key={one.getDay()}
                    role="columnheader"
                    aria-label={weekday().format(one)}
                    className="grid h-7 place-items-center text-2xs font-medium text-muted"
                  >
                    {weekdayInShort().format(one)}
                  </span>
                ))}
              </div>
              {weeks.map((week) => (
                <div key={week[0]?.getTime()} role="row" className="grid grid-cols-7">
                  {week.map((one) => (
                    <div
                      key={one.getTime()}
                      role="gridcell"
                      aria-selected={one.getTime() === active.getTime()}
                      className="grid place-items-center"
                    >
                      <DayButton
                        day={one}
                        isActive={one.getTime() === active.getTime()}
                        isToday={one.getTime() === today.getTime()}
                        isOutside={one.getMonth() !== active.getMonth()}
                        isOff={one < first || one > today}
                        onChoose={onChoose}
                      />
                    </div>
                  ))}
                </div>
              ))}
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

type DayButtonProps = {
  day: Date;
  isActive: boolean;
  isToday: boolean;
  isOutside: boolean;
  isOff: boolean;
  onChoose: (day: Date) => void;
};

function DayButton({ day, isActive, isToday, isOutside, isOff, onChoose }: DayButtonProps) {
  return (
    <button
      type="button"
      tabIndex={isActive ? 0 : -1}
      data-day={day.getTime()}
      aria-label={wholeDay().format(day)}
      aria-current={isToday ? 'date' : undefined}
      disabled={isOff}
      onClick={() => onChoose(day)}
      className={classNames(
        'tabular grid size-9 place-items-center rounded-sm text-control pointer-coarse:h-touch pointer-coarse:w-full',
        isActive ? 'bg-accent font-semibold text-on-accent' : 'enabled:hover:bg-tint',
        isToday && !isActive && 'font-semibold text-accent-text',
        (isOutside || isOff) && !isActive && 'text-faint',
        isOff && 'opacity-50',
      )}
    >
      {day.getDate()}
    </button>
  );
}

function dayByKey(key: string, from: Date, isRtl: boolean): Date | null {
  const forward = isRtl ? -1 : 1;
  const steps: Record<string, () => Date> = {
    ArrowRight: () => addDays(from, forward),
    ArrowLeft: () => addDays(from, -forward),
    ArrowDown: () => addDays(from, 7),
    ArrowUp: () => addDays(from, -7),
    Home: () => addDays(from, -placeInWeek(from)),
    End: () => addDays(from, 6 - placeInWeek(from)),
    PageUp: () => addMonths(from, -1),
    PageDown: () => addMonths(from, 1),
  };
  return steps[key]?.() ?? null;
}

/** 0 for its first day, where the page's language lets it begin. */
function placeInWeek(day: Date): number {
  return (day.getDay() + 7 - (firstWeekday() % 7)) % 7;
}

function startOfMonth(day: Date): Date {
  return new Date(day.getFullYear(), day.getMonth(), 1);
}

/** 1 for Monday to 7 for Sunday. Not every browser knows. */
function firstWeekday(): number {
  const locale: Intl.Locale & { getWeekInfo?: () => { firstDay: number } } = new Intl.Locale(formatLocale());
  return locale.getWeekInfo?.().firstDay ?? 1;
}

const monthName = perLocale((locale) => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }));
const weekday = perLocale((locale) => new Intl.DateTimeFormat(locale, { weekday: 'long' }));
const weekdayInShort = perLocale((locale) => new Intl.DateTimeFormat(locale, { weekday: 'narrow' }));
const wholeDay = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'full' }));
