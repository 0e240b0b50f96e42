import type { ReactNode } from 'react';

/** The buttons below a dialog. They stay in sight where it is higher than what a phone's keyboard leaves. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 z-10 -mx-4.5 -mb-4.5 flex flex-wrap justify-end gap-2 rounded-b-lg bg-raised px-4.5 pt-3.5 pb-4.5">
      {children}
    </div>
  );
}
