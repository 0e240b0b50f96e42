import { useCallback, useEffect, useEffectEvent } from 'react';
import { useLocation, useNavigate } from './router/index.ts';

const mark = 'isOver';

/**
 * What lies over the page closes with the back button of a phone: while it is open the history holds one more entry of
 * the same address. `isOpen` is what the surface believes, `onBack` closes it. The result opens and closes the entry.
 */
export function useBackToClose(isOpen: boolean, onBack: () => void): { push: () => void; pop: () => void } {
  const location = useLocation();
  const navigate = useNavigate();
  const isPushed = isMarked(location.state);
  const closeByBack = useEffectEvent(() => {
    if (isOpen) onBack();
  });
  useEffect(() => {
    if (!isPushed) closeByBack();
  }, [isPushed]);

  const { pathname, search, hash } = location;
  const push = useCallback(
    () => navigate({ pathname, search, hash }, { state: { [mark]: true } }),
    [navigate, pathname, search, hash],
  );
  const pop = useCallback(() => {
    if (isPushed) navigate(-1);
  }, [navigate, isPushed]);
  return { push, pop };
}

function isMarked(state: unknown): boolean {
  return typeof state === 'object' && state !== null && mark in state;
}
