import { type KeyboardEvent, useState } from 'react';
import { isComposing } from '../../lib/is-composing.ts';
import type { Choice, PickerRow } from './picker-rows.ts';

/** A place among the rows. */
export type Spot = { row: number; column: number };

type PickerKeys = {
  active: Spot | null;
  choice: Choice | null;
  onKeyDown: (event: KeyboardEvent) => void;
  /** The query became another: the first of what it finds is the one. */
  begin: () => void;
};

/**
 * The focus stays in the search, and the arrows choose. Before they went down into the rows, those to the sides move in what was
 * typed.
 */
export function usePickerKeys(
  rows: readonly PickerRow[],
  { isSearching, onPick }: { isSearching: boolean; onPick: (choice: Choice) => void },
): PickerKeys {
  const [chosen, setChosen] = useState<Spot | null>(null);
  const active = chosen ?? (isSearching && rows.length > 0 ? { row: 0, column: 0 } : null);
  const choice = active && choiceAt(rows, active);

  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (choice) onPick(choice);
      return;
    }
    const next = nextSpot(
      rows,
      { active, isInRows: chosen !== null || !isSearching, isRtl: isFromRightToLeft(event) },
      event.key,
    );
    if (!next) return;
    event.preventDefault();
    setChosen(next);
  }
  return { active, choice, onKeyDown, begin: () => setChosen(null) };
}

type Way = { active: Spot | null; isInRows: boolean; isRtl: boolean };

function nextSpot(rows: readonly PickerRow[], { active, isInRows, isRtl }: Way, key: string): Spot | null {
  if (key === 'ArrowDown') return vertical(rows, active ?? { row: -1, column: 0 }, 1) ?? active;
  if (active === null) return null;
  if (key === 'ArrowUp') return vertical(rows, active, -1) ?? active;
  if (!isInRows) return null;
  if (key === (isRtl ? 'ArrowLeft' : 'ArrowRight')) return sideways(rows, active, 1);
  return key === (isRtl ? 'ArrowRight' : 'ArrowLeft') ? sideways(rows, active, -1) : null;
}

function vertical(rows: readonly PickerRow[], { row, column }: Spot, step: 1 | -1): Spot | null {
  for (let at = row + step; at >= 0 && at < rows.length; at += step) {
    const count = choicesIn(rows, at);
    if (count > 0) return { row: at, column: Math.min(column, count - 1) };
  }
  return null;
}

function sideways(rows: readonly PickerRow[], { row, column }: Spot, step: 1 | -1): Spot {
  const next = column + step;
  if (next >= 0 && next < choicesIn(rows, row)) return { row, column: next };
  const beyond = vertical(rows, { row, column: step === 1 ? 0 : Number.MAX_SAFE_INTEGER }, step);
  return beyond ?? { row, column };
}

function choicesIn(rows: readonly PickerRow[], at: number): number {
  const row = rows[at];
  return row && 'choices' in row ? row.choices.length : 0;
}

function choiceAt(rows: readonly PickerRow[], { row, column }: Spot): Choice | null {
  const found = rows[row];
  return found && 'choices' in found ? (found.choices[column] ?? null) : null;
}

function isFromRightToLeft({ currentTarget }: KeyboardEvent): boolean {
  return getComputedStyle(currentTarget).direction === 'rtl';
}
