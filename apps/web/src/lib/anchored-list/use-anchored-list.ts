import { useState } from 'react';
import { type AnchoredListModel, createAnchoredList, type Goal } from './anchored-list.ts';
import type { Keyed } from './row-heights.ts';

/** What moves a list from outside. */
export type ListHandle<Row extends Keyed> = {
  model: AnchoredListModel<Row>;
  aimAt: (goal: Goal) => void;
  /** There it stays until the reader goes up. */
  goToEnd: () => void;
  /** Renders what belongs in the page now. */
  show: () => void;
  listen: (moved: () => void) => () => void;
};

/** `guess` says how high a row is before it was seen, and may be wrong: then only the scroll bar is. */
export function useAnchoredList<Row extends Keyed>(guess: (row: Row) => number): ListHandle<Row> {
  const [handle] = useState(() => createHandle(guess));
  return handle;
}

function createHandle<Row extends Keyed>(guess: (row: Row) => number): ListHandle<Row> {
  const model = createAnchoredList(guess);
  const listeners = new Set<() => void>();
  const show = (): void => listeners.forEach((listener) => listener());
  return {
    model,
    show,
    aimAt(goal) {
      model.aimAt(goal);
      show();
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
