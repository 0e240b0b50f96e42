import { useLayoutEffect, useReducer, useRef, type RefObject } from 'react';
import { takeKeys } from '../../lib/key-catcher.ts';

/** The field goes on with what was typed while it opened: text, caret and focus. */
export function useTakenKeys(field: RefObject<HTMLTextAreaElement | null>, goal: string): void {
  // Whoever catches has written the text where this field has it from: what is missing is the caret.
  const [, place] = useReducer((count: number) => count + 1, 0);
  const caret = useRef<[start: number, end: number] | null>(null);
  useLayoutEffect(
    () =>
      takeKeys(goal, (caught) => {
        caret.current = caught.caret;
        place();
        field.current?.focus({ preventScroll: true });
      }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the field is there
    [goal],
  );
  useLayoutEffect(() => {
    if (caret.current === null || field.current === null) return;
    field.current.setSelectionRange(...caret.current);
    caret.current = null;
  });
}
