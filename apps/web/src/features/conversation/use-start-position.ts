import { useLayoutEffect, useRef } from 'react';
import type { Goal } from '../../lib/anchored-list/anchored-list.ts';
import type { ListHandle } from '../../lib/anchored-list/use-anchored-list.ts';
import type { ReadingPlace } from './reading-places.ts';
import { isAtSeq, type Row } from './rows.ts';

type StartPosition = {
  rows: readonly Row[];
  list: ListHandle<Row>;
  /** The entry of the browser's history, and where one was when one left it. */
  visit: string;
  place: ReadingPlace | null;
  targetSeq: number | null;
  isFirstLoad: boolean;
};

/** The "New" divider stands this far below the edge: one sees what was before it. */
export const aboveNewPx = 48;

/** Where one starts to read: where one was, else at the message of the address, the first unread, or the end. */
export function useStartPosition({ rows, list, visit, place, targetSeq, isFirstLoad }: StartPosition): void {
  const done = useRef<{ visit: string; targetSeq: number | null } | null>(null);
  useLayoutEffect(() => {
    // Before the first page there is the last message alone, and no row of it: no place to start at.
    if (isFirstLoad || rows.length === 0 || done.current?.visit === visit) return;
    const before = done.current;
    if (isSamePlace(before, targetSeq)) {
      done.current = { visit, targetSeq };
      return;
    }
    const goal = startGoal({ rows, place, targetSeq, isFirst: before === null });
    if (goal === 'not-here') return;
    done.current = { visit, targetSeq };
    if (goal === 'end') list.goToEnd();
    else if (goal !== null) list.aimAt(goal);
  }, [rows, list, visit, place, targetSeq, isFirstLoad]);
}

/** A panel that opens or closes beside the log moves nothing in it. */
function isSamePlace(before: { targetSeq: number | null } | null, targetSeq: number | null): boolean {
  return before !== null && before.targetSeq === null && targetSeq === null;
}

type Start = Pick<StartPosition, 'rows' | 'place' | 'targetSeq'> & { isFirst: boolean };

function startGoal({ rows, place, targetSeq, isFirst }: Start): Goal | 'end' | 'not-here' | null {
  const seq = place ? place.seq : targetSeq;
  if (seq !== null) {
    const row = rows.find((one) => isAtSeq(one, seq));
    if (row === undefined) return 'not-here';
    return { key: row.key, ...(place ? { align: 'start', insetPx: place.topPx } : { align: 'center' }) };
  }
  if (!isFirst) return place === null ? null : 'end';
  const divider = rows.find(({ kind }) => kind === 'new');
  return divider === undefined ? 'end' : { key: divider.key, align: 'start', insetPx: aboveNewPx };
}
