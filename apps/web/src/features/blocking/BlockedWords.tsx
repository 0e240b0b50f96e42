import { type ReactNode, useState } from 'react';
import { t } from '../../lib/words.ts';
import { blockedText } from './is-blocked.ts';

/** What somebody says of whom I want to hear nothing: there is a message, and I may look at it. */
export function BlockedWords({ children }: { children: ReactNode }) {
  const [isShown, setShown] = useState(false);
  return (
    <>
      <p className="flex flex-wrap gap-x-2 text-faint italic">
        {blockedText()}
        <button
          type="button"
          aria-expanded={isShown}
          onClick={() => setShown(!isShown)}
          className="min-h-6 rounded-xs font-medium text-accent-text underline decoration-line-strong underline-offset-3 not-italic hover:decoration-current pointer-coarse:min-h-touch"
        >
          {isShown ? t`Hide` : t`Show`}
        </button>
      </p>
      {isShown && children}
    </>
  );
}
