import type { ReactNode } from 'react';

/** The line above a message that was forwarded. Always one line high: when its words come, nothing moves. */
export function ForwardedLook({ children }: { children: ReactNode }) {
  return <p className="flex h-5.5 items-center gap-1.5 text-sm text-muted">{children}</p>;
}
