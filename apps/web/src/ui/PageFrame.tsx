import type { ReactNode } from 'react';
import { BackLink } from './BackLink.tsx';

/** A page in the place of the conversation. */
export function PageFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex min-h-15 shrink-0 items-center gap-1 border-b border-line ps-5.5 pt-safe-top max-wide:ps-1.5">
        <BackLink />
        <h1 className="text-base font-semibold tracking-tight">{title}</h1>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </div>
  );
}
