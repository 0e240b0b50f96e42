import { useEffect, useRef, type RefObject } from 'react';
import { catchKeys, dropKeys, takeKeys, typeOn } from '../../lib/key-catcher.ts';
import type { Typed } from '../switching/index.ts';
import { jumpGoal } from './jump-goal.ts';
import { isSomebody, type Row } from './rows.ts';

type EarlyEnter = {
  input: RefObject<HTMLInputElement | null>;
  query: string;
  setQuery: (query: string) => void;
  rows: readonly Row[];
  isLoading: boolean;
  go: (row: Row | undefined) => void;
};

/** Who is quicker than the palette or its search: the name is searched for, Enter waits for what is found. */
export function useEarlyEnter({ input, query, setQuery, rows, isLoading, go }: EarlyEnter) {
  /** What Enter was pressed for. Until that is searched for, what is listed is for something else. */
  const asked = useRef<{ query: string; isListed: boolean } | null>(null);
  useEffect(() => {
    const somebody = rows.find(isSomebody);
    const { current } = asked;
    if (current?.query !== query || (somebody === undefined && isLoading)) return;
    asked.current = null;
    // Whoever pressed Enter had the first row before them, whatever it does.
    const first = somebody ?? rows.find(isFirstGuess) ?? (current.isListed ? rows[0] : undefined);
    if (first) return go(first);
    dropKeys(jumpGoal);
    input.current?.focus();
  });
  return {
    take: () =>
      takeKeys(jumpGoal, ({ entered: [name, ...lines], text }) => {
        setQuery(name ?? text);
        if (name === undefined) return input.current?.focus();
        asked.current = { query: name, isListed: false };
        // What comes after the name is for the chat.
        dropKeys();
        catchInside(input, { entered: lines, text });
      }),
    isWaiting: () => asked.current !== null,
    /** What is listed is nothing that somebody meant who types a name and Enter: the rest is on its way. */
    isEarly: () => isLoading && !rows.some(isFirstGuess),
    chooseFirst(): void {
      asked.current = { query, isListed: true };
      catchInside(input, { entered: [], text: '' });
    },
  };
}

function isFirstGuess({ key, goal }: Row): boolean {
  return key !== 'search' && !key.startsWith('message:') && !(goal.type === 'command' && goal.isDrastic);
}

/** In the dialog, which takes back a focus that leaves it. */
function catchInside(input: RefObject<HTMLInputElement | null>, typed: Typed): void {
  catchKeys(jumpGoal, { host: input.current?.parentElement ?? null });
  typeOn(typed);
}
