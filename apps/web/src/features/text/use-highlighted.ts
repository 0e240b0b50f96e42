import { useEffect, useState } from 'react';
import type { Piece } from './highlight/highlight.ts';

/** Longer code is shown as it is: it would take longer than a frame. */
const highlightedMax = 6_000;

/** Code in pieces with their looks, once the part that knows its language is there; null until then, and where there is none. */
export function useHighlighted(text: string, language: string | null): readonly Piece[] | null {
  const [highlighted, setHighlighted] = useState<{ of: string; pieces: readonly Piece[] } | null>(null);
  const isWanted = language !== null && text.length <= highlightedMax;
  useEffect(() => {
    if (!isWanted) return;
    let isShown = true;
    // Colours are decoration: without them the code can be read as well.
    import('./highlight/highlight.ts')
      .then(({ highlight }) => highlight(text, language))
      .then((pieces) => isShown && pieces && setHighlighted({ of: text, pieces }))
      .catch(() => undefined);
    return () => void (isShown = false);
  }, [text, language, isWanted]);
  return highlighted?.of === text ? highlighted.pieces : null;
}
