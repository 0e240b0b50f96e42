import { useState, type ReactNode } from 'react';
import { t } from '../../lib/words.ts';
import { SpoilerLook } from './SpoilerLook.tsx';

/** Pressed anywhere by a mouse or a finger; the button in it is for the keyboard and for screen readers. */
export function Spoiler({ children }: { children: ReactNode }) {
  const [isShown, setShown] = useState(false);
  const button = (
    <button
      type="button"
      aria-expanded={isShown}
      aria-label={t`Spoiler`}
      className="sr-only"
      onClick={(event) => {
        event.stopPropagation();
        setShown(!isShown);
      }}
    />
  );
  return (
    <SpoilerLook isShown={isShown} button={button} onShow={() => setShown(true)}>
      {children}
    </SpoilerLook>
  );
}
