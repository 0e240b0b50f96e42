import { useMemo } from 'react';
import { chatIdAt } from '../../lib/addresses.ts';
import { useLocation } from '../../lib/router/index.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';
import { closeFind, useFindTarget } from './find-target.ts';
import { WayBackBar } from './WayBackBar.tsx';
import { wayBackIn } from './way-back.ts';

const FindBar = lazySurface(async () => (await import('./FindBar.tsx')).FindBar, DialogFailure, { prefetchOrder: 16 });

/** Above a chat: what is looked for in it, and the way back to what was found. */
export function SearchLayer() {
  const { pathname, state } = useLocation();
  const chatId = chatIdAt(pathname, state);
  const target = useFindTarget();
  // The same words as long as it is the same entry: they are looked for again with others.
  const wayBack = useMemo(() => wayBackIn(state), [state]);
  if (chatId === null) return null;
  if (target === chatId) return <FindBar key={chatId} chatId={chatId} onGiveUp={closeFind} />;
  return wayBack && <WayBackBar wayBack={wayBack} />;
}
