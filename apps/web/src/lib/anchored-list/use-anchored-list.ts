import { useState } from 'react';
import { type AnchoredListModel, createAnchoredList, type Goal, type ListKind } from './anchored-list.ts';
import type { Keyed } from './row-heights.ts';

/** What moves a list from outside. */
export type ListHandle<Row extends Keyed> = {
  model: AnchoredListModel<Row>;
  aimAt: (goal: Goal) => void;
  /** Scrolls as little as it takes to see this row. */
  bringIntoView: (key: string) => void;
  /** There it stays until the reader goes up. */
  goToEnd: () => void;
  /** Renders what belongs in the page now. */
  show: () => void;
  listen: (moved: () => void) => () => void;
};

/** `guess` says how high a row is before it was seen, and may be wrong: then only the scroll bar is. */
export function useAnchoredList<Row extends Keyed>(guess: (row: Row) => number, kind?: ListKind): ListHandle<Row> {
  const [handle] = useState(() => createHandle(guess, kind));
  return handle;
}

function createHandle<Row extends Keyed>(guess: (row: Row) => number, kind?: ListKind): ListHandle<Row> {
  const model = createAnchoredList(guess, kind);
  const listeners = new Set<() => void>();
  const aimAt = (goal: Goal): void => {
    model.aimAt(goal);
    show();
  };
  const show = (): void => listeners.forEach((listener) => listener());
  return {
    model,
    show,
    aimAt,
    bringIntoView(key) {
      const goal = model.nearestGoal(key);
      if (goal !== null) aimAt(goal);
    },
    goToEnd() {
      model.goToEnd();
      show();
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
