import { CloudOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../../lib/words.ts';
import { useClientState } from '../../session/client.ts';
import { setCutOff } from '../../session/cut-off.ts';

/** A blink of the network is nobody's business. */
const quietMs = 3_000;

/** Floats above everything and moves nothing. The region is always there, so that a screen reader hears it filled. */
export function ConnectionLine() {
  const isShown = useIsAwayForLong();
  // Nobody knows who is online meanwhile: neither words nor dots (tokens.css) say so.
  useEffect(() => {
    setCutOff(isShown);
    document.documentElement.toggleAttribute('data-cut-off', isShown);
    return () => {
      setCutOff(false);
      document.documentElement.removeAttribute('data-cut-off');
    };
  }, [isShown]);
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 top-under-header z-20 grid justify-items-center px-3 wide:start-sidebar"
    >
      {isShown && (
        <p className="flex items-center gap-2.5 rounded-md bg-raised px-3.5 py-2 text-sm text-muted shadow-2">
          <CloudOff className="size-4 shrink-0" strokeWidth={1.8} aria-hidden="true" />
          {t`No connection. Reconnecting… Your messages will be sent when it’s back.`}
        </p>
      )}
    </div>
  );
}

function useIsAwayForLong(): boolean {
  const { status, since } = useClientState((state) => state.connection);
  const isCut = status === 'connecting' || status === 'offline';
  const [longSince, setLongSince] = useState<number | null>(null);
  useEffect(() => {
    if (!isCut) return;
    const timer = setTimeout(() => setLongSince(since), since + quietMs - Date.now());
    return () => clearTimeout(timer);
  }, [isCut, since]);
  return isCut && longSince === since;
}
