import { useLayoutEffect, useRef, useState, type ComponentProps } from 'react';
import { FoldLook } from './FoldLook.tsx';
import type { TextParts } from './text-parts.ts';

/** Opens below what one reads, and closes without taking the button from under the pointer. */
export function Fold({ render, tail }: ComponentProps<TextParts['Fold']>) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const closedAt = useRef<number | null>(null);

  useLayoutEffect(() => {
    const element = button.current;
    if (element === null || closedAt.current === null) return;
    const moved = element.getBoundingClientRect().top - closedAt.current;
    closedAt.current = null;
    element.closest('[role="log"]')?.scrollBy({ top: moved, behavior: 'instant' });
  });

  function toggle(): void {
    if (isOpen) closedAt.current = button.current?.getBoundingClientRect().top ?? null;
    // Whoever keeps the end of the log in sight is not to follow what opens there.
    button.current?.dispatchEvent(new CustomEvent('confab:fold', { bubbles: true }));
    setOpen(!isOpen);
  }

  return (
    <FoldLook isOpen={isOpen} tail={tail} ref={button} onClick={toggle}>
      {render(isOpen)}
    </FoldLook>
  );
}
