import { ArrowLeft } from 'lucide-react';
import { chatIdAt } from '../../lib/addresses.ts';
import { useLocation, useNavigate } from '../../lib/router/index.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';
import { closeFind, useFindTarget } from './find-target.ts';
import { isFromSearch } from './way-back.ts';

const FindBar = lazySurface(async () => (await import('./FindBar.tsx')).FindBar, DialogFailure, { prefetchOrder: 16 });

/** Above a chat: what is looked for in it, and the way back to what was found. */
export function SearchLayer() {
  const { pathname, state } = useLocation();
  const chatId = chatIdAt(pathname, state);
  const target = useFindTarget();
  if (chatId === null) return null;
  if (target === chatId) return <FindBar key={chatId} chatId={chatId} onGiveUp={closeFind} />;
  return isFromSearch(state) ? <WayBack /> : null;
}

function WayBack() {
  const navigate = useNavigate();
  return (
    <nav
      aria-label={t`Search`}
      className="pointer-events-none fixed inset-x-0 top-under-header z-20 px-3 wide:start-sidebar"
    >
      {/* A button of its own plane: what it lies over does not shine through. */}
      <span className="pointer-events-auto inline-block rounded-sm bg-raised shadow-2">
        <Button size="s" onClick={() => navigate(-1)}>
          <ArrowLeft className="size-4 rtl:-scale-x-100" strokeWidth={1.8} aria-hidden="true" />
          {t`Back to results`}
        </Button>
      </span>
    </nav>
  );
}
