import type { ReactNode } from 'react';

/** What is written, under it one row: tools, and the button that sends. The same before the app is there. */
export function ComposerFrame({ field, tools, send }: { field: ReactNode; tools?: ReactNode; send: ReactNode }) {
  return (
    <div className="composer-frame">
      <div className="composer-field flex min-w-0 px-3.5 pt-2">{field}</div>
      <div className="composer-row flex min-w-0 items-center gap-2 p-1.75 pt-0.5">
        <div className="composer-tools flex min-h-8 flex-wrap min-w-0 flex-1 items-center gap-0.5 pointer-coarse:min-h-touch">
          {tools}
        </div>
        {send}
      </div>
    </div>
  );
}

export const fieldLook =
  'field-sizing-content max-h-composer min-h-8 min-w-0 flex-1 resize-none bg-transparent py-1.25 pointer-coarse:py-2.5 wrap-anywhere text-ellipsis outline-none placeholder:truncate';
