import { createRowHeights, type Keyed } from './row-heights.ts';
import { placeAtOffset, type Place, type RowWindow, windowAround } from './row-window.ts';
import { type Anchor, edgesOf, elementOf, type Parts, readAnchors, topIn } from './rows-in-page.ts';

/** Whoever is this close to the end is at the end: less than one line. */
const endTolerancePx = 24;
const beyondPx = 900;
/** So much later than its last movement nobody is scrolling any more. */
const restMs = 150;

/** Where a row is to stand; `insetPx` from the edge that it is aligned to. */
export type Goal = { key: string; align: 'start' | 'center' | 'end'; insetPx?: number };

export type ListView = {
  isAtEnd: boolean;
  /** Pixels of rows above and below what is seen. */
  above: number;
  below: number;
  /** What is seen, from the top: the row that holds still first. */
  seen: readonly Anchor[];
};

export type ListKind = 'log' | 'directory';

/**
 * Keeps what one reads where it is. The rows in the page lie in normal flow between two empty boxes as high as all the
 * others. One row that is seen, the anchor, is put back after every change of rows or sizes, before it is painted.
 * A directory is no log: it begins at its top, and what comes or goes above moves what is below.
 */
export function createAnchoredList<Row extends Keyed>(guess: (row: Row) => number, kind: ListKind = 'log') {
  const heights = createRowHeights(guess);
  let parts: Parts | null = null;
  let rows: readonly Row[] = [];
  let shown: RowWindow = { first: 0, last: -1, before: 0, after: 0 };
  let anchors: readonly Anchor[] = [];
  let goal: Goal | null = null;
  const isLog = kind === 'log';
  let sticks = isLog;
  let isEndOpen = false;
  let viewPx = 0;
  /** With all that is scrolled away, as it was last. */
  let wholePx = 0;
  let widthPx = 0;
  let leadPx = 0;
  /** The place as it was left here: another one comes from the reader. */
  let leftAt = 0;
  let scrolledAt = -Infinity;

  /** Which rows are to be in the page. The same as often as it is asked. */
  function plan(next: readonly Row[], endIsOpen: boolean): RowWindow {
    rows = next;
    isEndOpen = endIsOpen;
    if (rows.length === 0) return { first: 0, last: -1, before: 0, after: 0 };
    return windowAround(rows, heights, placeShown(), { viewPx: viewPx || window.innerHeight, beyondPx });
  }

  function placeShown(): Place {
    const last = rows.length - 1;
    const heightAt = (index: number): number => heights.sum(rows, index, index + 1);
    if (goal !== null) {
      const index = indexOf(goal.key);
      if (index >= 0) return { index, top: topOfGoal(goal, heightAt(index)) };
    }
    if (!isLog) return placeAtOffset(rows, heights, offsetSeen());
    if (sticks || anchors.length === 0) return { index: last, top: viewPx - heightAt(last) };
    for (const { key, top } of anchors) {
      const index = indexOf(key);
      if (index >= 0) return { index, top };
    }
    return placeAtOffset(rows, heights, offsetSeen());
  }

  function offsetSeen(): number {
    return parts === null ? 0 : Math.max(0, -topIn(parts, parts.lead));
  }

  function indexOf(key: string): number {
    return rows.findIndex((row) => row.key === key);
  }

  function topOfGoal({ align, insetPx = 0 }: Goal, height: number): number {
    if (align === 'start') return insetPx;
    if (align === 'end') return viewPx - height - insetPx;
    return Math.max(0, (viewPx - height) / 2);
  }

  /** After rows or sizes have changed. True where rows are lacking that belong in the page. */
  function settle(inPage: RowWindow = shown): boolean {
    shown = inPage;
    if (parts === null || rows.length === 0) return false;
    const { scroller } = parts;
    if (scroller.clientWidth !== widthPx) heights.forget();
    widthPx = scroller.clientWidth;
    viewPx = scroller.clientHeight;
    for (const child of parts.body.children) {
      const { key, away } = (child as HTMLElement).dataset;
      if (key !== undefined && away === undefined) heights.learn(key, child.getBoundingClientRect().height);
    }
    const aim = goal && elementOf(parts, goal.key);
    if (goal && aim) reach(goal, aim);
    else if (!isLog) setLead(shown.before);
    else if (sticks && !isEndOpen) goToEnd();
    else hold();
    if (isEndBack(scroller)) sticks = isLog;
    leftAt = scroller.scrollTop;
    return isLacking();
  }

  /** A row, the window or the composer has another size. True where rows are lacking. */
  function resized(): boolean {
    // Somebody else has set the place on purpose, such as a row that folds.
    if (parts !== null && !sticks && Math.abs(parts.scroller.scrollTop - leftAt) >= 1) letGo();
    return settle();
  }

  /** Stays here, even at the end. With a key it is this row that holds still. */
  function letGo(key?: string): void {
    goal = null;
    sticks = false;
    if (parts === null) return;
    const seen = readAnchors(parts, viewPx);
    anchors = [...seen.filter((anchor) => anchor.key === key), ...seen.filter((anchor) => anchor.key !== key)];
  }

  function reach(wanted: Goal, element: HTMLElement): void {
    if (parts === null) return;
    setLead(shown.before);
    parts.scroller.scrollTop += topIn(parts, element) - topOfGoal(wanted, element.getBoundingClientRect().height);
    if (isLacking()) return;
    goal = null;
    anchors = readAnchors(parts, viewPx);
    sticks = isLog && isNearEnd();
  }

  function goToEnd(): void {
    if (parts === null) return;
    setLead(shown.before);
    parts.scroller.scrollTop = parts.scroller.scrollHeight;
    anchors = readAnchors(parts, viewPx);
  }

  function hold(): void {
    if (parts === null) return;
    const within = parts;
    const held = anchors.find(({ key }) => elementOf(within, key) !== null);
    const element = held && elementOf(within, held.key);
    if (!held || !element) {
      anchors = readAnchors(within, viewPx);
      return;
    }
    // To set the place ends a scrolling that is under way: until it rests, the box above gives or takes.
    if (isScrolling() && shown.first > 0) setLead(Math.max(0, leadPx - (topIn(within, element) - held.top)));
    else setLead(shown.before);
    const moved = topIn(within, element) - held.top;
    if (Math.abs(moved) >= 0.5) within.scroller.scrollTop += moved;
    const [first, ...others] = readAnchors(within, viewPx);
    // By what has changed another row may be the first that is seen whole: that is what one reads now. One that stays the first
    // keeps the place it had, or it would creep away by what is rounded.
    if (first) anchors = [first.key === held.key ? held : first, ...others];
  }

  function setLead(px: number): void {
    if (parts === null || px === leadPx) return;
    leadPx = px;
    parts.lead.style.height = `${px}px`;
  }

  function isScrolling(): boolean {
    return performance.now() - scrolledAt < restMs;
  }

  function isNearEnd(): boolean {
    if (parts === null || isEndOpen || shown.last < rows.length - 1) return false;
    const { scrollHeight, scrollTop, clientHeight } = parts.scroller;
    return scrollHeight - scrollTop - clientHeight <= endTolerancePx;
  }

  /** What closes again leaves the end where it was. Of a log that is seen whole the end is seen too, whatever opened in it. */
  function isEndBack({ scrollHeight }: HTMLElement): boolean {
    const before = wholePx;
    wholePx = scrollHeight;
    return scrollHeight <= Math.max(viewPx, before - 1) && isNearEnd();
  }

  function isLacking(): boolean {
    if (parts === null) return false;
    const { top, bottom } = edgesOf(parts);
    const isLackingAbove = shown.first > 0 && top > -beyondPx / 2;
    const isLackingBelow = shown.last < rows.length - 1 && bottom < viewPx + beyondPx / 2;
    if (!isLackingAbove && !isLackingBelow) return false;
    const { first, last } = plan(rows, isEndOpen);
    return first !== shown.first || last !== shown.last;
  }

  /** The scroller moved, by whomever. True where rows are lacking. */
  function scrolled(): boolean {
    if (parts === null) return false;
    const { scrollTop } = parts.scroller;
    if (Math.abs(scrollTop - leftAt) < 1) return false;
    scrolledAt = performance.now();
    goal = null;
    // Rows that turn out higher than guessed leave the end further down: only going up is letting go.
    if (isNearEnd()) sticks = isLog;
    else if (scrollTop < leftAt || isEndOpen) sticks = false;
    leftAt = scrollTop;
    anchors = readAnchors(parts, viewPx);
    if (anchors.length === 0) anchors = [anchorAt(placeAtOffset(rows, heights, offsetSeen()))];
    return isLacking();
  }

  /** Nobody scrolls any more; or somebody does again, and it was not told yet. True where rows are lacking. */
  function rested(): boolean {
    const isMoved = parts !== null && Math.abs(parts.scroller.scrollTop - leftAt) >= 1;
    return isMoved ? scrolled() : settle();
  }

  function anchorAt({ index, top }: Place): Anchor {
    return { key: rows[index]?.key ?? '', top, bottom: top };
  }

  function view(): ListView {
    if (parts === null || shown.last < 0) return { isAtEnd: sticks && !isEndOpen, above: 0, below: 0, seen: [] };
    const { top, bottom } = edgesOf(parts);
    return {
      isAtEnd: sticks && !isEndOpen,
      above: shown.before - top,
      below: shown.after + bottom - viewPx,
      seen: anchors,
    };
  }

  return {
    restMs,
    plan,
    settle,
    resized,
    scrolled,
    rested,
    letGo,
    view,
    offsetOf: (index: number): number => heights.sum(rows, 0, index),
    attach(next: Parts | null): void {
      parts = next;
      leadPx = -1;
    },
    goToEnd(): void {
      goal = null;
      sticks = true;
    },
    /** Shows a row there with the next `settle`. */
    aimAt(next: Goal): void {
      goal = next;
      sticks = false;
    },
    /** The way to see a row that may be anywhere: null where it is seen already. */
    nearestGoal(key: string): Goal | null {
      const index = indexOf(key);
      if (index < 0) return null;
      const element = parts && elementOf(parts, key);
      if (!element || !parts) return { key, align: index < shown.first ? 'start' : 'end', insetPx: 8 };
      const top = topIn(parts, element);
      if (top < 0) return { key, align: 'start', insetPx: 0 };
      const isBelow = top + element.getBoundingClientRect().height > viewPx;
      return isBelow ? { key, align: 'end', insetPx: 0 } : null;
    },
  };
}

export type AnchoredListModel<Row extends Keyed> = ReturnType<typeof createAnchoredList<Row>>;
