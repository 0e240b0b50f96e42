import { ArrowLeft, X } from 'lucide-react';
import { useLayoutEffect } from 'react';
import { composerToType } from '../../lib/composer-focus.ts';
import { useLocation, useNavigate } from '../../lib/router/index.ts';
import { t } from '../../lib/words.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useHighlights } from './use-highlights.ts';
import type { WayBack } from './way-back.ts';

/** Over a message that was found: the way back to the others. What was found in it is marked until this is closed. */
export function WayBackBar({ wayBack: { words, at } }: { wayBack: WayBack }) {
  const navigate = useNavigate();
  const location = useLocation();
  useRoomAboveMain();
  useHighlights(words, at, 'there');
  return (
    <nav
      aria-label={t`Search`}
      className="@container fixed inset-x-0 top-0 z-20 border-b border-line bg-surface pt-safe-top wide:start-sidebar"
    >
      <div className="conversation-header flex h-11 items-center justify-between gap-2">
        <button
          type="button"
          className="-ms-2.5 flex max-wide:ms-0 min-h-8 items-center gap-2 rounded-sm px-2.5 text-sm font-medium text-accent-text hover:bg-tint pointer-coarse:min-h-touch"
          onClick={() => navigate(-1)}
        >
          <ArrowLeft className="size-4 rtl:-scale-x-100" strokeWidth={1.8} aria-hidden="true" />
          {t`Back to results`}
        </button>
        <IconButton
          icon={X}
          size="s"
          label={t`Stay here`}
          onClick={() => {
            navigate(location, { replace: true, state: null });
            requestAnimationFrame(() => composerToType()?.focus());
          }}
        />
      </div>
    </nav>
  );
}

/** It covers nothing of the chat: that makes room for it (ui/base.css). */
function useRoomAboveMain(): void {
  useLayoutEffect(() => {
    const { documentElement: page } = document;
    page.toggleAttribute('data-way-back', true);
    return () => page.removeAttribute('data-way-back');
  }, []);
}
