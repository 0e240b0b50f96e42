import type { Message } from '@confab/protocol';
import { useLayoutEffect, useState, type KeyboardEvent, type RefObject } from 'react';
import type { ListHandle } from '../../lib/anchored-list/use-anchored-list.ts';
import type { Row } from './rows.ts';

/**
 * One tab stop for the whole history: ↑ ↓ Home End walk through the messages. The row that has the focus stays in the
 * page wherever one scrolls, so focus is never lost.
 */
export function useLogFocus(rows: readonly Row[], list: ListHandle<Row>, log: RefObject<HTMLElement | null>) {
  const [focusedKey, setFocusedKey] = useState<string | null>(null);

  const found = focusedKey === null ? -1 : rows.findIndex((row) => row.key === focusedKey);
  const stopIndex = found >= 0 ? found : rows.findLastIndex(isStop);

  // Its line may have become one of a run: the focus goes there, not out of the log.
  const runIndex = found >= 0 ? -1 : rows.findIndex((row) => row.kind === 'run' && holds(row.run, focusedKey));
  const runKey = rows[runIndex]?.key ?? null;
  useLayoutEffect(() => {
    if (runKey === null || document.activeElement !== document.body) return;
    log.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(runKey)}"]`)?.focus({ preventScroll: true });
  }, [runKey, log]);

  function focusRow(index: number): void {
    const row = rows[index];
    if (row === undefined) return;
    setFocusedKey(row.key);
    list.bringIntoView(row.key);
    // After the list has put the row into the page.
    requestAnimationFrame(() => {
      log.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.key)}"]`)?.focus({ preventScroll: true });
    });
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const isRow = event.target instanceof HTMLElement && event.target.dataset['row'] !== undefined;
    if (!isRow || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = target(event.key, rows, stopIndex);
    if (next < 0) return;
    event.preventDefault();
    focusRow(next);
  };

  return { stopKey: rows[stopIndex]?.key ?? null, stopIndex, onKeyDown, setFocusedKey };
}

function target(key: string, rows: readonly Row[], from: number): number {
  switch (key) {
    case 'ArrowDown':
      return rows.findIndex((row, index) => index > from && isStop(row));
    case 'ArrowUp':
      return rows.findLastIndex((row, index) => index < from && isStop(row));
    case 'Home':
      return rows.findIndex(isStop);
    case 'End':
      return rows.findLastIndex(isStop);
    default:
      return -1;
  }
}

function holds(run: readonly Message[], key: string | null): boolean {
  return key !== null && run.some(({ seq }) => key === `s${seq}`);
}

function isStop(row: Row): boolean {
  return row.kind === 'message' || row.kind === 'pending' || row.kind === 'system' || row.kind === 'run';
}
