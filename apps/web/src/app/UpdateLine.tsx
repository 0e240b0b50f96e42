import { useEffect, useState, useSyncExternalStore } from 'react';
import { useClientState } from '../session/client.ts';
import { checkVersion, readIsOutdated, subscribeToVersion } from '../lib/app-version.ts';
import { t } from '../lib/words.ts';
import { PlaceLine } from '../features/place/index.ts';
import { Button } from '../ui/Button.tsx';

/**
 * A server that was upgraded went away for a moment: each time it is back it is asked which version it has. And once where the page
 * came from what this browser keeps (worker/shell.ts), which is as old as the last visit.
 */
export function UpdateLine() {
  const isOutdated = useSyncExternalStore(subscribeToVersion, readIsOutdated);
  const [isPutOff, setPutOff] = useState(false);
  useCheckOnReturn();
  return (
    <>
      <div
        role="status"
        className="pointer-events-none fixed inset-x-0 top-under-header z-20 grid justify-items-center px-3 wide:start-sidebar"
      >
        {isOutdated && !isPutOff && (
          <div className="pointer-events-auto flex flex-wrap items-center justify-center gap-2 rounded-md bg-raised py-2 pe-2 ps-3.5 text-sm shadow-2">
            <p>{t`A new version of Confab is ready. Your drafts are kept.`}</p>
            <span className="flex gap-2">
              <Button size="s" onClick={() => setPutOff(true)}>
                {t`Later`}
              </Button>
              <Button size="s" look="primary" onClick={() => window.location.reload()}>
                {t`Reload`}
              </Button>
            </span>
          </div>
        )}
      </div>
      <PlaceLine />
    </>
  );
}

/** The server chooses one of the two others. */
const isKept = document.documentElement.dataset['session'] === undefined;

function useCheckOnReturn(): void {
  const { status, since } = useClientState((state) => state.connection);
  // The first connection is as old as a page that the server gave.
  const [firstSince, setFirstSince] = useState<number | null>(null);
  const liveSince = status === 'live' ? since : null;
  if (liveSince !== null && firstSince === null) setFirstSince(liveSince);
  useEffect(() => {
    if (liveSince !== null && firstSince !== null && (isKept || liveSince !== firstSince)) void checkVersion();
  }, [liveSince, firstSince]);
}
