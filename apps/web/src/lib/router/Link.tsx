import type { ComponentProps, MouseEvent } from 'react';
import { addressOf, navigate, readLocation, type NavigateOptions } from './history.ts';

type LinkProps = Omit<ComponentProps<'a'>, 'href'> & NavigateOptions & { to: string };

/** A link within the page. What asks for a tab or window of its own is left to the browser. */
export function Link({ to, replace, state, onClick, children, ...rest }: LinkProps) {
  function follow(event: MouseEvent<HTMLAnchorElement>): void {
    onClick?.(event);
    const { button, metaKey, ctrlKey, shiftKey, altKey } = event;
    if (event.defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return;
    event.preventDefault();
    // The same address again is no step to go back by.
    navigate(to, { replace: replace ?? to === addressOf(readLocation()), state });
  }
  return (
    <a {...rest} href={to} onClick={follow}>
      {children}
    </a>
  );
}
