import { isComposing } from '../../lib/is-composing.ts';
import { useEffect, useState, type KeyboardEvent, type RefObject } from 'react';

/**
 * A text field that steers a list: ↑ ↓ move, Enter chooses. The focus stays in the field; the option is named to a
 * screen reader by aria-activedescendant. At -1 none is current, and Enter is left to others.
 */
export function useListKeys(count: number, list: RefObject<HTMLElement | null>, onChoose: (index: number) => void) {
  const [index, setIndex] = useState(0);
  const current = count === 0 ? -1 : Math.min(index, count - 1);

  useEffect(() => {
    if (current >= 0) list.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' });
  }, [list, current]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (isComposing(event) || count === 0) return;
    if (event.key === 'ArrowDown') setIndex((current + 1) % count);
    else if (event.key === 'ArrowUp') setIndex((Math.max(current, 0) - 1 + count) % count);
    else if (event.key === 'Enter' && current >= 0 && !event.ctrlKey && !event.metaKey) onChoose(current);
    else return;
    event.preventDefault();
  }

  return { current, setIndex, onKeyDown };
}
