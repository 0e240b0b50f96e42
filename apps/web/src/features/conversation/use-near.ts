import { useState, type FocusEvent, type PointerEvent } from 'react';

/**
 * Whether the pointer or the keyboard's focus is on a row, and what tells. The two are apart: the focus may leave, as with a
 * menu that closes, while the pointer stays. A finger does not hover, and its lifting must take nothing away.
 */
export function useNear() {
  const [isUnderPointer, setUnderPointer] = useState(false);
  const [hasFocus, setFocus] = useState(false);

  function onPointer({ pointerType, currentTarget, target }: PointerEvent): void {
    // What a row opens lies elsewhere on the page, and is removed under a pointer that then leaves nothing.
    const isOnRow = target instanceof Node && currentTarget.contains(target);
    // Where nothing hovers, browsers make up a mouse that rests where the last tap was.
    if (pointerType !== 'touch' && window.matchMedia('(any-hover: hover)').matches) setUnderPointer(isOnRow);
  }

  return {
    isNear: isUnderPointer || hasFocus,
    on: {
      onPointerOver: onPointer,
      // A row that appears in the place of another one, under a pointer that rests, is not entered.
      onPointerMove: isUnderPointer ? undefined : onPointer,
      onPointerLeave: ({ pointerType }: PointerEvent) => pointerType !== 'touch' && setUnderPointer(false),
      onFocus: ({ target }: FocusEvent) => target.matches(':focus-visible') && setFocus(true),
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent) =>
        !currentTarget.contains(relatedTarget) && setFocus(false),
    },
  };
}
