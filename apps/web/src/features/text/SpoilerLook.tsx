import type { ReactNode } from 'react';

type SpoilerLookProps = { isShown: boolean; button?: ReactNode; onShow?: () => void; children: ReactNode };

/**
 * What is hidden takes its room, so that nothing moves when it is shown. Until then it is neither seen, heard, found, selected
 * nor pressed: `visibility` takes it from all of them.
 */
export function SpoilerLook({ isShown, button, onShow, children }: SpoilerLookProps) {
  return (
    <span className="spoiler" data-hidden={!isShown || undefined} onClick={isShown ? undefined : onShow}>
      {button}
      <span>{children}</span>
    </span>
  );
}
