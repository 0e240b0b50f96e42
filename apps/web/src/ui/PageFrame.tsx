import type { ReactNode } from 'react';
import { BackLink } from './BackLink.tsx';

/** A page in the place of the conversation, in the same column. */
export function PageFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="page-frame flex min-h-0 flex-1 flex-col">
      <header className="conversation-header flex min-h-15 shrink-0 items-center gap-1 border-b border-line pt-safe-top">
        <BackLink />
        <h1 className="text-base font-semibold tracking-tight">{title}</h1>
      </header>
      <div className="page-body min-h-0 flex-1 overflow-y-auto">{children}</div>
    </div>
  );
}
